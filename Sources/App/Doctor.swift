import Domain
import Foundation
import Storage
import Wire

/// Looks at settings and surroundings and says in one line each what is right and what is wrong.
package struct Doctor: Sendable {
    /// One finding.
    package struct Finding: Sendable, Equatable {
        package enum Grade: String, Sendable { case ok, advice, wrong }
        package let grade: Grade
        package let subject: String
        package let sentence: String
    }

    let settings: Settings

    package init(settings: Settings) { self.settings = settings }

    package func findings(now: Date) async -> [Finding] {
        var findings = [accounts, await database(now: now)]
        findings.append(await mail())
        findings += [meetings, zones, publicURL]
        return findings
    }

    private var accounts: Finding {
        let kept = SecretFile.name(in: settings.dataFolder)
        return settings.jwtSecret == nil
            ? Finding(grade: .ok, subject: "JWT_SECRET", sentence: "is not set; one is made and kept in \(kept).")
            : Finding(grade: .ok, subject: "JWT_SECRET", sentence: "is set.")
    }

    private func database(now: Date) async -> Finding {
        do {
            guard FileManager.default.fileExists(atPath: settings.databasePath) else {
                return Finding(
                    grade: .advice, subject: "DATABASE_URL",
                    sentence: "\(settings.databasePath) does not exist yet; the first start makes it.")
            }
            let database = try App.openDatabase(settings)
            let (admins, state) = try await database.read { tx in
                (try tx.adminCount(), try tx.integrityComplaint())
            }
            try await database.close()
            if let state { return Finding(grade: .wrong, subject: "DATABASE_URL", sentence: "is damaged: \(state).") }
            guard admins > 0 else {
                return Finding(
                    grade: .wrong, subject: "DATABASE_URL", sentence: "has no admin; informat admin create makes one.")
            }
            return Finding(
                grade: .ok, subject: "DATABASE_URL",
                sentence: "\(settings.databasePath) is sound and has \(admins) admin(s).")
        } catch {
            return Finding(grade: .wrong, subject: "DATABASE_URL", sentence: "\(error)")
        }
    }

    private func mail() async -> Finding {
        guard let server = settings.smtp else {
            return Finding(
                grade: .advice, subject: "SMTP_URL", sentence: "is not set; mails are kept in \(settings.mailFolder).")
        }
        let host = URLComponents(string: settings.publicURL)?.host ?? "localhost"
        do {
            try await SMTPSender(server: server, helo: host).check()
            return Finding(grade: .ok, subject: "SMTP_URL", sentence: "\(server.host):\(server.port) lets us in.")
        } catch {
            return Finding(grade: .wrong, subject: "SMTP_URL", sentence: "\(server.host):\(server.port): \(error)")
        }
    }

    private var meetings: Finding {
        settings.jitsi.isMeetJitSi
            ? Finding(
                grade: .advice, subject: "JITSI_URL",
                sentence:
                    "meet.jit.si starts a meeting only when someone in it is logged in there; set your own server.")
            : Finding(
                grade: .ok, subject: "JITSI_URL",
                sentence: "\(settings.jitsi.host), without tokens: nobody is a moderator by our link alone.")
    }

    private var zones: Finding {
        guard let release = Zone.release else {
            return Finding(
                grade: .wrong, subject: "tzdata",
                sentence: "is not installed: zone rules come from the program and age with it.")
        }
        return Finding(
            grade: .ok, subject: "tzdata", sentence: "release \(release); keep the Debian package tzdata up to date.")
    }

    private var publicURL: Finding {
        let host = URLComponents(string: settings.publicURL)?.host ?? ""
        let isLocal = ["127.0.0.1", "localhost", "0.0.0.0"].contains(host)
        if isLocal {
            return Finding(
                grade: .advice, subject: "PUBLIC_URL",
                sentence: "is \(settings.publicURL): links in mails work on this machine only.")
        }
        let isSecure = settings.publicURL.hasPrefix("https:")
        return Finding(
            grade: isSecure ? .ok : .wrong, subject: "PUBLIC_URL",
            sentence: isSecure ? "is \(settings.publicURL)." : "is not https: passwords would travel in the clear.")
    }
}
