import Domain
import Foundation
import Storage
import Wire

/// Looks at settings and surroundings and says in one line each what is right and what is wrong.
package struct Doctor: Sendable {
    let settings: Settings
    /// Payments, the newest first, that are held against Stripe: each is a question or three over the network.
    var mostCompared = Doctor.mostCompared
    /// What apt says of the zone rules. The command line waits for it.
    var apt: @Sendable () -> AptAnswer = { AptAnswer(DebianOffer.tzdata()) }

    package init(settings: Settings) { self.settings = settings }

    /// Everything, on a database that is open.
    func findings(in database: any Database) async -> [Finding] {
        do { return await findings(with: try await look(into: database)) } catch {
            return await findings(with: [Self.database(.wrong, .cause, ["cause": "\(error)"])])
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
            return [Self.database(.wrong, .databaseDamaged, ["complaint": complaint])]
        }
        let missing = try await database.missingMigrations(Schema.migrations)
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            return [Self.database(.advice, .databaseBehind, ["names": names])]
        }
        let (admins, unreachable) = try await database.read { tx in
            (try tx.adminCount(), try tx.user(email: Accounts.standardEmail))
        }
        guard admins > 0 else {
            return [Self.database(.wrong, .noAdmin)]
        }
        let secrets = try await secrets(in: database) + secondFactors(in: database)
        let sound = Self.database(
            .ok, .databaseSound, ["database": settings.database.shown, "count": String(admins)])
        let money =
            try await money(in: database) + doubles(in: database) + unknownZones(in: database)
            + waitingRooms(in: database) + laws(in: database) + calendars(in: database)
        guard settings.smtp != nil, let unreachable, unreachable.isAdmin || unreachable.isHost else {
            return [sound] + secrets + money
        }
        return [sound] + secrets + money + [
            Finding(.advice, "ADMIN_EMAIL", .addressWithoutMails, ["email": unreachable.email])
        ]
    }

    static func database(
        _ grade: Finding.Grade, _ statement: Finding.Statement, _ gaps: [String: String] = [:]
    ) -> Finding {
        Finding(grade, "DATABASE_URL", statement, gaps)
    }

    /// Nil where the practice has no templates of its own.
    private var templates: Finding? {
        guard let folder = settings.templatesFolder else { return nil }
        do { _ = try Templates(folder: folder) } catch {
            let cause = (error as? SettingError)?.sentence ?? "\(error)"
            return Finding(.wrong, "TEMPLATES_DIR", .cause, ["cause": cause])
        }
        return Finding(.ok, "TEMPLATES_DIR", .templatesRead, ["folder": folder])
    }

    private func mail() async -> Finding {
        guard let server = settings.smtp else { return mailSetting }
        let name = "\(server.host):\(server.port)"
        let host = URLComponents(string: settings.publicURL)?.host ?? "localhost"
        do {
            try await SMTPSender(server: server, helo: host).check()
            return Finding(.ok, "SMTP_URL", .mailServerOpen, ["server": name])
        } catch {
            return Finding(.wrong, "SMTP_URL", .mailServerShut, ["server": name, "cause": "\(error)"])
        }
    }

    private var publicURL: Finding {
        let host = URLComponents(string: settings.publicURL)?.host ?? ""
        let isLocal = ["127.0.0.1", "localhost", "0.0.0.0"].contains(host)
        let gaps = ["url": settings.publicURL]
        if isLocal { return Finding(.advice, "PUBLIC_URL", .publicURLLocal, gaps) }
        let isSecure = settings.publicURL.hasPrefix("https:")
        return isSecure
            ? Finding(.ok, "PUBLIC_URL", .publicURL, gaps) : Finding(.wrong, "PUBLIC_URL", .publicURLPlain)
    }
}
