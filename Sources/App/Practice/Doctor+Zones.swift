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
        guard ZoneFolder.system.path == "/usr/share/zoneinfo", let offer = DebianOffer.tzdata() else {
            return Self.zones(.ok, "release \(release); keep the Debian package tzdata up to date.")
        }
        return Self.finding(release, offer)
    }

    /// Only what is certain is said: the installed package must be the one whose rules are at work.
    package static func finding(_ release: String, _ offer: DebianOffer) -> Finding {
        guard offer.installed.hasPrefix(release + "-") else {
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

/// What apt says of a package from its lists on this machine; it asks nobody.
package struct DebianOffer: Equatable {
    package let installed: String
    package let candidate: String

    private static let apt = "/usr/bin/apt-cache"
    /// apt answers within a tenth of a second.
    private static let patienceSeconds = 5.0

    /// Nil where there is no apt, or where it does not know.
    static func tzdata() -> DebianOffer? {
        guard FileManager.default.isExecutableFile(atPath: apt) else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: apt)
        process.arguments = ["policy", "tzdata"]
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        guard (try? process.run()) != nil else { return nil }  // try? is fine: it has not said anything then
        guard ended.wait(timeout: .now() + patienceSeconds) == .success, process.terminationStatus == 0 else {
            process.terminate()
            return nil
        }
        let policy = try? output.fileHandleForReading.readToEnd()  // try? is fine: as above
        return policy.flatMap { DebianOffer(policy: $0) }
    }

    /// Reads the answer of `apt-cache policy` for one package.
    package init?(policy: Data) {
        func version(_ name: String) -> String? {
            let line = String(decoding: policy, as: UTF8.self).split(separator: "\n").first {
                $0.drop { $0 == " " }.hasPrefix(name + ": ")
            }
            let version = line?.split(separator: " ").last.map(String.init)
            return version == "(none)" ? nil : version
        }
        guard let installed = version("Installed"), let candidate = version("Candidate") else { return nil }
        self.init(installed: installed, candidate: candidate)
    }

    package init(installed: String, candidate: String) {
        self.installed = installed
        self.candidate = candidate
    }
}
