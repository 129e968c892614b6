import Domain
import Foundation
import Storage

extension Doctor {
    /// Zones that one finding names.
    private static let mostZonesNamed = 10

    /// The rules that are at work, and whether Debian has newer ones as far as this machine was told.
    var zoneRules: Finding {
        guard let release = ZoneFolder.system.release else {
            return Self.zones(.wrong, "is not installed: zone rules come from the program and age with it.")
        }
        return Self.finding(release, ZoneFolder.system.path == "/usr/share/zoneinfo" ? apt() : .nothing)
    }

    /// Only what is certain is said: the installed package must be the one whose rules are at work.
    package static func finding(_ release: String, _ answer: AptAnswer) -> Finding {
        if answer == .notYet {
            return zones(.ok, "release \(release); whether apt has a newer one is not known yet: look again.")
        }
        guard case .offer(let offer) = answer, offer.installed.hasPrefix(release + "-") else {
            return zones(.ok, "release \(release); keep the Debian package tzdata up to date.")
        }
        guard offer.candidate != offer.installed else {
            return zones(.ok, "release \(release), the newest that apt knows since its last update.")
        }
        return zones(
            .advice, "release \(release); apt has \(offer.candidate). Laws change at short notice: install it.")
    }

    /// Zones of people and calendars that this machine does not know; none where all are.
    func unknownZones(in database: any Database) async throws -> [Finding] {
        let names = try await database.read { try $0.zoneNames() }
        let unknown = try names.filter { try Zone.known($0) == nil }
        guard !unknown.isEmpty else { return [] }
        let shown = unknown.prefix(Self.mostZonesNamed).map { "“\($0)”" }.joined(separator: ", ")
        return [
            Self.zones(
                .wrong,
                """
                knows nothing of \(unknown.count) zone(s) that people or calendars have: \(shown). Their mails are in \
                UTC, and hours in such a zone cannot be booked.
                """)
        ]
    }

    private static func zones(_ grade: Finding.Grade, _ sentence: String) -> Finding {
        Finding(grade: grade, subject: "tzdata", sentence: sentence)
    }
}
