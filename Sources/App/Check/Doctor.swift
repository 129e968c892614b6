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
    /// Payments, the newest first, that are held against Stripe: each is a question or three over the network.
    var mostCompared = Doctor.mostCompared
    /// What apt says of the zone rules. The command line waits for it.
    var apt: @Sendable () -> AptAnswer = { AptAnswer(DebianOffer.tzdata()) }

    package init(settings: Settings) { self.settings = settings }

    /// Everything, on a database that is open.
    func findings(in database: any Database) async -> [Finding] {
        do { return await findings(with: try await look(into: database)) } catch {
            return await findings(with: [Self.database(.wrong, "\(error)")])
        }
    }

    /// Everything, with what is said of the database.
    func findings(with database: [Finding]) async -> [Finding] {
        var findings = [tokens, links] + database
        findings += await stripe()
        findings.append(await mail())
        if let templates { findings.append(templates) }
        return findings + meetings + [zoneRules, publicURL]
    }

    /// What is said of a database that is open.
    func look(into database: any Database) async throws -> [Finding] {
        if let complaint = try await database.integrityComplaint() {
            return [Self.database(.wrong, "is damaged: \(complaint).")]
        }
        let missing = try await database.missingMigrations(Schema.migrations)
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            return [Self.database(.advice, "is not up to date; informat migrate, or the next start, does: \(names).")]
        }
        let (admins, unreachable) = try await database.read { tx in
            (try tx.adminCount(), try tx.user(email: FirstStart.standardEmail))
        }
        guard admins > 0 else {
            return [Self.database(.wrong, "has no admin; informat admin create makes one.")]
        }
        let secrets = try await secrets(in: database) + secondFactors(in: database)
        let sound = Self.database(.ok, "\(settings.database.shown) is sound and has \(admins) admin(s).")
        let money =
            try await money(in: database) + doubles(in: database) + unknownZones(in: database)
            + waitingRooms(in: database) + laws(in: database) + calendars(in: database)
        guard settings.smtp != nil, let unreachable, unreachable.isAdmin || unreachable.isHost else {
            return [sound] + secrets + money
        }
        return [sound] + secrets + money + [
            Finding(
                grade: .advice, subject: "ADMIN_EMAIL",
                sentence: """
                    \(unreachable.email) gets no mails: informat admin create YOUR-ADDRESS --host makes an account \
                    that does; give it the services of this one.
                    """)
        ]
    }

    static func database(_ grade: Finding.Grade, _ sentence: String) -> Finding {
        Finding(grade: grade, subject: "DATABASE_URL", sentence: sentence)
    }

    /// Nil where the practice has no templates of its own.
    private var templates: Finding? {
        guard let folder = settings.templatesFolder else { return nil }
        do { _ = try Templates(folder: folder) } catch {
            let sentence = (error as? SettingError)?.sentence ?? "\(error)"
            return Finding(grade: .wrong, subject: "TEMPLATES_DIR", sentence: sentence)
        }
        return Finding(grade: .ok, subject: "TEMPLATES_DIR", sentence: "every template in \(folder) can be read.")
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
