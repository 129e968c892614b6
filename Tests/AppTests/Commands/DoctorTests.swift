import App
import Foundation
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

    @Test("a sound database is told with its admins, and one that is not up to date with what it lacks")
    func migrations() async throws {
        let practice = try await Practice.open()
        let sound = try await Self.findings(practice, "DATABASE_URL")
        #expect(sound.map(\.grade) == [.ok] && sound[0].sentence.contains("1 admin(s)"), "\(sound)")
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
        #expect(broken.map(\.grade) == [.wrong] && broken[0].sentence.contains(file), "\(broken)")
    }
}
