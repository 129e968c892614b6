import Domain
import Foundation
import Storage

extension Doctor {
    /// Zones that one finding names.
    private static let mostZonesNamed = 10

    /// The rules that are at work, and whether Debian has newer ones as far as this machine was told.
    var zoneRules: Finding {
        guard let release = ZoneFolder.system.release else {
            return Finding(.wrong, "tzdata", .rulesMissing)
        }
        return Self.finding(release, ZoneFolder.system.path == "/usr/share/zoneinfo" ? apt() : .nothing)
    }

    /// Only what is certain is said: the installed package must be the one whose rules are at work.
    package static func finding(_ release: String, _ answer: AptAnswer) -> Finding {
        let gaps = ["release": release]
        if answer == .notYet { return Finding(.ok, "tzdata", .rulesNotCompared, gaps) }
        guard case .offer(let offer) = answer, offer.installed.hasPrefix(release + "-") else {
            return Finding(.ok, "tzdata", .rules, gaps)
        }
        guard offer.candidate != offer.installed else { return Finding(.ok, "tzdata", .rulesNewest, gaps) }
        return Finding(.advice, "tzdata", .rulesOld, ["release": release, "candidate": offer.candidate])
    }

    /// Zones of people and calendars that this machine does not know; none where all are.
    func unknownZones(in database: any Database) async throws -> [Finding] {
        let names = try await database.read { try $0.zoneNames() }
        let unknown = try names.filter { try Zone.known($0) == nil }
        guard !unknown.isEmpty else { return [] }
        let shown = unknown.prefix(Self.mostZonesNamed).joined(separator: ", ")
        return [Finding(.wrong, "tzdata", .zonesUnknown, ["count": String(unknown.count), "zones": shown])]
    }
}
