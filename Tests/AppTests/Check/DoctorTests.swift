import App
import Foundation
import Jitsi
import Storage
import Testing
import Wire

@Suite("The doctor")
struct DoctorTests {
    private static func findings(
        _ practice: Practice, _ subject: String, _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> [Doctor.Finding] {
        var settings = practice.app.settings
        try change(&settings)
        return await Doctor(settings: settings).findings().filter { $0.subject == subject }
    }

    @Test("an open Jitsi server is told to give no rights, with the two ways to them, and one with tokens to give them")
    func meetings() async throws {
        let practice = try await Practice.open()
        for url in ["https://meet.jit.si", "https://meet.example.org"] {
            let open = try await Self.findings(practice, "JITSI_URL") { $0.jitsi = try JitsiServer(url: url) }
            #expect(open.map(\.grade) == [.advice])
            for word in ["nobody has a moderator's rights", "JITSI_APP_ID", "JAAS_APP_ID"] {
                #expect(open[0].sentence.contains(word), "\(open)")
            }
        }
        let key = TokenKey(secret: String(repeating: "s3cret-", count: 6))
        let own = try await Self.findings(practice, "JITSI_URL") {
            $0.jitsi = try JitsiServer(url: "https://meet.example.org")
            $0.meetings.tokens = TokenIssuer(.own(subject: "meet.jitsi"), appID: "a", key: key)
        }
        #expect(own.map(\.grade) == [.ok] && own[0].sentence.contains("token_affiliation"), "\(own)")
    }

    @Test("a sound database is told with its admins, and one that is not up to date with what it lacks")
    func migrations() async throws {
        let practice = try await Practice.open()
        let sound = try await Self.findings(practice, "DATABASE_URL")
        #expect(sound.map(\.grade) == [.ok] && sound[0].sentence.contains("has 1 admin."), "\(sound)")
        let last = try #require(Schema.migrations.last).name
        try await practice.run("DELETE FROM migrations WHERE name = \(last)")
        let old = try await Self.findings(practice, "DATABASE_URL")
        #expect(old.map(\.grade) == [.advice])
        #expect(old[0].sentence.contains("informat migrate") && old[0].sentence.contains(last), "\(old)")
        #expect(!old[0].sentence.contains(Schema.migrations[0].name))
        try await practice.run("INSERT INTO migrations (name, applied_at) VALUES ('999 of tomorrow', 0)")
        let newer = try await Self.findings(practice, "DATABASE_URL")
        #expect(newer.map(\.grade) == [.wrong] && newer[0].sentence.contains("newer version"), "\(newer)")
    }

    @Test("an empty file, and one that is no database, are told in a sentence")
    func otherFiles() async throws {
        let practice = try await Practice.open()
        for (bytes, grade) in [(Data(), Doctor.Finding.Grade.advice), (Data(repeating: 7, count: 4_096), .wrong)] {
            let path = practice.folder + "/other-\(bytes.count).sqlite"
            try bytes.write(to: URL(filePath: path))
            let found = try await Self.findings(practice, "DATABASE_URL") { $0.database = .sqlite(path: path) }
            #expect(found.map(\.grade) == [grade], "\(found)")
        }
    }

    @Test("an admin whom no mail reaches is told as soon as mails are sent")
    func unreachable() async throws {
        let practice = try await Practice.openEmpty()
        _ = try await practice.app.firstStart.run(email: nil, password: Practice.password)
        let server = try SMTPServer(url: "smtp://127.0.0.1:1")
        #expect(try await Self.findings(practice, "ADMIN_EMAIL").isEmpty)
        let found = try await Self.findings(practice, "ADMIN_EMAIL") { $0.smtp = server }
        #expect(found.map(\.grade) == [.advice] && found[0].sentence.hasPrefix("admin@localhost gets no mails"))
        let named = try await Practice.open()
        #expect(try await Self.findings(named, "ADMIN_EMAIL") { $0.smtp = server }.isEmpty)
    }

    @Test("bookings that were made before the waiting room was turned on are counted, for a service and for all")
    func waitingRooms() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T10:00"))
        #expect(try await Self.findings(practice, "WAITING_ROOM").isEmpty)
        let all = try await Self.findings(practice, "WAITING_ROOM") { $0.meetings.waitingRoomIsOn = true }
        // By the doctor's own clock the booking of this test is long past.
        #expect(all.map(\.grade) == [.ok], "\(all)")
        // A start is at a whole five minutes.
        let later = Int64(Date().timeIntervalSince1970) / 300 * 300 + 86_400
        try await practice.run("UPDATE bookings SET scheduled_at = \(later)")
        let found = try await Self.findings(practice, "WAITING_ROOM") { $0.meetings.waitingRoomIsOn = true }
        #expect(found.map(\.grade) == [.advice] && found[0].sentence.contains("1 coming booking was"), "\(found)")
        let path = "/api/admin/services/\(practice.service)"
        #expect(try await practice.boss().patch(path, ["waiting_room": true]).status == 200)
        #expect(try await Self.findings(practice, "WAITING_ROOM").map(\.grade) == [.advice])
        try await practice.run("UPDATE meetings SET waiting_room = 1")
        #expect(try await Self.findings(practice, "WAITING_ROOM").map(\.grade) == [.ok])
    }

    @Test("zones that this machine does not know are named, and old names are known")
    func zones() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com", ["time_zone": "Asia/Calcutta"])
        let sound = try await Self.findings(practice, "tzdata")
        #expect(sound.count == 1 && sound[0].sentence.hasPrefix("release 20"), "\(sound)")
        try await practice.run("UPDATE users SET time_zone = 'Mars/Olympus_Mons' WHERE email = 'jo@example.com'")
        let found = try await Self.findings(practice, "tzdata")
        #expect(found.count == 2 && found[0].grade == .wrong && found[0].sentence.contains("1 zone that"), "\(found)")
        #expect(found[0].sentence.contains(": Mars/Olympus_Mons."))
    }

    @Test("a newer release is told only where apt has one of the package that is at work")
    func releases() throws {
        func offer(_ lines: String...) -> DebianOffer? {
            DebianOffer(policy: Data(("tzdata:\n" + lines.joined(separator: "\n") + "\n").utf8))
        }
        let newer = try #require(
            offer("  Installed: 2025b-0+deb12u2", "  Candidate: 2026f-0+deb12u1", "  Version table:"))
        #expect(newer == DebianOffer(installed: "2025b-0+deb12u2", candidate: "2026f-0+deb12u1"))
        let told = Doctor.finding("2025b", .offer(newer))
        #expect(told.grade == .advice && told.sentence.contains("2026f-0+deb12u1"))
        let same = try #require(offer("  Installed: 2026f-0+deb12u1", "  Candidate: 2026f-0+deb12u1"))
        let newest = Doctor.finding("2026f", .offer(same))
        #expect(newest.grade == .ok && newest.sentence.contains("newest"))
        // The rules come from somewhere else, so apt says nothing about them.
        for foreign in [AptAnswer.offer(newer), .nothing].map({ Doctor.finding("2026a", $0) }) {
            #expect(foreign.grade == .ok && !foreign.sentence.contains("apt"), "\(foreign)")
        }
        #expect(offer("  Installed: (none)", "  Candidate: 2026f-0+deb12u1") == nil)
        #expect(offer("  Installed: 2025b-0+deb12u2", "  Candidate: (none)") == nil && offer() == nil)
        #expect(DebianOffer(policy: Data([0xFF, 0x00])) == nil)
    }

    @Test("templates of one's own are read, and a broken one is named")
    func templates() async throws {
        let practice = try await Practice.open()
        #expect(try await Self.findings(practice, "TEMPLATES_DIR").isEmpty)
        let folder = practice.folder + "/templates"
        try FileManager.default.createDirectory(atPath: folder + "/pages", withIntermediateDirectories: true)
        let file = folder + "/pages/notice.mustache"
        try Data("{{title}}".utf8).write(to: URL(filePath: file))
        let read = try await Self.findings(practice, "TEMPLATES_DIR") { $0.templatesFolder = folder }
        #expect(read.map(\.grade) == [.ok])
        try Data("{{#title}}".utf8).write(to: URL(filePath: file))
        let broken = try await Self.findings(practice, "TEMPLATES_DIR") { $0.templatesFolder = folder }
        #expect(broken.map(\.grade) == [.wrong] && broken[0].sentence.contains("pages/notice.mustache"), "\(broken)")
    }
}
