import App
import Foundation
import Testing

@Suite("The key of links")
struct LinkKeyTests {
    private static let (one, two) = (String(repeating: "one ", count: 8), String(repeating: "two ", count: 8))

    /// Whether a server takes the link to a person's page for a new password, without setting one.
    private static func takes(_ app: App, _ token: String) async throws -> Bool {
        let body = ["token": token, "password": "boss@example.com"]
        let answer = try await Asker(app: app).post("/api/auth/reset-password", body)
        // The password is refused only where the link is good.
        #expect(answer.status == 422, "\(answer)")
        return answer.code != "link_expired"
    }

    /// A link of a server with these settings.
    private static func link(_ practice: Practice, of app: App) async throws -> String {
        practice.letters.forget()
        // Servers of a test have the same chances, and would give their mails the same names.
        try await practice.run("DELETE FROM mails")
        let asked = try await Asker(app: app).post("/api/auth/forgot-password", ["email": "boss@example.com"])
        #expect(asked.status == 202)
        try await app.worker.runAllDue()
        return try practice.linkToken(to: "boss@example.com", page: "reset-password")
    }

    @Test("with a secret of their own links outlive a change of JWT_SECRET, without one they hang on it")
    func ownSecret() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        for (own, outlives) in [(Self.one, true), (nil, false)] as [(String?, Bool)] {
            let before = try await practice.anotherServer { $0.linkSecret = own }
            let after = try await practice.anotherServer {
                $0.linkSecret = own
                $0.jwtSecret = Self.two
            }
            let link = try await Self.link(practice, of: before)
            #expect(try await Self.takes(before, link))
            #expect(try await Self.takes(after, link) == outlives)
        }
    }

    @Test("setting LINK_SECRET, changing it with the one before, and naming a former JWT_SECRET end no link")
    func changes() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let first = try #require(practice.app.settings.jwtSecret)
        let derived = try await Self.link(practice, of: practice.app)
        let set = try await practice.anotherServer { $0.linkSecret = Self.one }
        #expect(try await Self.takes(set, derived))
        let own = try await Self.link(practice, of: set)
        #expect(try await !Self.takes(practice.app, own))
        let changed = try await practice.anotherServer {
            $0.linkSecret = Self.two
            $0.linkSecretPrevious = Self.one
        }
        for link in [own, derived] { #expect(try await Self.takes(changed, link)) }
        let new = try await Self.link(practice, of: changed)
        #expect(try await !Self.takes(set, new), "the one before makes nothing")
        let former = try await practice.anotherServer {
            $0.jwtSecret = Self.two
            $0.linkSecret = first
        }
        #expect(try await Self.takes(former, derived))
        #expect(try await Self.takes(practice.app, Self.link(practice, of: former)))
    }

    @Test("without any secret in the settings both stand in files of the data folder, each for its owner alone")
    func file() async throws {
        let practice = try await Practice.open(on: .sqlite) {
            $0.rateLimits = false
            $0.jwtSecret = nil
        }
        for name in ["jwt-secret", "link-secret"] {
            let file = try FileManager.default.attributesOfItem(atPath: "\(practice.folder)/\(name)")
            #expect(file[.posixPermissions] as? Int == 0o600 && file[.size] as? Int == 44, "\(name)")
        }
        let link = try await Self.link(practice, of: practice.app)
        let again = try await practice.anotherServer()
        let withSecret = try await practice.anotherServer { $0.jwtSecret = Self.one }
        let withOwn = try await practice.anotherServer { $0.linkSecret = Self.two }
        for server in [again, withSecret, withOwn] { #expect(try await Self.takes(server, link), "the file is kept") }
        let path = practice.folder + "/link-secret"
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        try FileManager.default.removeItem(atPath: path)
        let restored = try await practice.anotherServer { $0.linkSecret = kept }
        #expect(try await Self.takes(restored, link), "what the file held may be set")
        let without = try await practice.anotherServer { $0.linkSecret = Self.two }
        #expect(try await !Self.takes(without, link), "what is removed is believed no more")
        #expect(!FileManager.default.fileExists(atPath: path))
        try Data(kept.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let error = await #expect(throws: SettingError.self) { try await practice.anotherServer() }
        #expect("\(try #require(error))".hasPrefix("LINK_SECRET: Others may read the file \(path)"))
        let found = await Doctor(settings: practice.app.settings).findings().filter { $0.subject == "LINK_SECRET" }
        #expect(found.map(\.grade) == [.wrong], "\(found)")
    }

    @Test("a link in a mail from before goes on working, one that is made later by the old key does not")
    func oldMails() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let old = OldLink(secret: try #require(practice.app.settings.jwtSecret))
        let upgrade = practice.clock.now
        practice.clock.move(hours: 1)
        for (seconds, isGood) in [(-3_600.0, true), (300, true), (301, false)] {
            let email = "jo\(Int(seconds))@example.com"
            let jo = try await practice.register(email, proved: false)
            let token = old.verifyEmail(jo.userID, email, at: upgrade.addingTimeInterval(seconds))
            let answer = try await practice.visitor.post("/api/auth/verify-email", ["token": token])
            #expect(answer.status == (isGood ? 204 : 422), "\(seconds): \(answer)")
        }
    }

    @Test("the link to a receipt from before goes on working, also with another secret of links")
    func oldReceipts() async throws {
        let paid = try await PaidPractice.open { $0.linkSecret = Self.one }
        let (practice, id) = (paid.practice, try await paid.paid())
        let room = try await practice.texts("SELECT room FROM meetings WHERE booking_id = \(id)")[0]
        let old = OldLink(secret: try #require(practice.app.settings.jwtSecret)).receipt(id, room: room)
        let upgrade = Practice.monday
        for (issued, status) in [(upgrade.addingTimeInterval(-86_400), 200), (upgrade.addingTimeInterval(301), 404)] {
            try await practice.run("UPDATE receipts SET issued_at = \(issued)")
            #expect(try await practice.visitor.get(old).status == status, "\(issued)")
        }
        #expect(try await practice.visitor.get(old + "x").status == 404)
        let stranger = OldLink(secret: Self.two).receipt(id, room: room)
        try await practice.run("UPDATE receipts SET issued_at = \(upgrade.addingTimeInterval(-86_400))")
        #expect(try await practice.visitor.get(stranger).status == 404)
    }
}
