import App
import Foundation
import Storage
import Synchronization
import Testing
import Wire

@Suite("What of calendars elsewhere is kept and told")
struct CalendarSecrecyTests {
    /// In whatever an event says of itself.
    private static let word = "Heimlichkeit"

    /// All that events say in words, of people and of places; the last two cannot be understood.
    private static let telling: [[String]] = [
        [
            "UID:\(word)-0", "DTSTART:20260106T120000Z", "DTEND:20260106T130000Z", "SUMMARY:\(word)-1",
            "DESCRIPTION:\(word)-2", "LOCATION:\(word)-3", "COMMENT:\(word)-4", "CATEGORIES:\(word)-5",
            "CONTACT:\(word)-6", "RESOURCES:\(word)-7", "URL:https://\(word).example/8",
            "ATTACH:https://\(word).example/9", "ORGANIZER;CN=\(word)-10:mailto:\(word)-11@example.org",
            "ATTENDEE;CN=\(word)-12;PARTSTAT=ACCEPTED:mailto:\(word)-13@example.org",
            "X-ALT-DESC;FMTTYPE=text/html:<b>\(word)-14</b>",
            "X-GOOGLE-CONFERENCE:https://\(word).example/15", "RELATED-TO:\(word)-16", "STATUS:CONFIRMED",
            "ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=boss@example.com:urn:uuid:\(word)-17",
        ],
        [
            "UID:\(word)-18", "DTSTART;TZID=\(word)/19:20260107T120000", "DURATION:PT1H", "SUMMARY:\(word)-20",
            "RRULE:FREQ=\(word)-21",
        ],
        ["UID:\(word)-22", "SUMMARY:\(word)-23", "DTSTART:\(word)-24"],
    ]

    @Test("no word, name or place of an event is in any table or file, log, answer, mail or finding")
    func events() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let practice = linked.practice
        let lines = Mutex([String]())
        let log = KeptLog(.trace, isWhole: true) { line in lines.withLock { $0.append(line) } }
        let server = try await practice.anotherServer(log: log)
        let boss = Asker(app: server, token: linked.boss.token, userID: practice.bossID)
        practice.feeds.serve(KeptFeeds.calendar(Self.telling))
        practice.clock.move(seconds: 720)
        try await server.worker.runAllDue()
        let state = try await linked.state()
        #expect(try state.int("stretches") == 2)
        #expect(try state.int("unread_events") == 2)
        // It takes time, is told of as a reason, and then fails with a page that says it too.
        #expect(try await linked.jo.book(jan("06T12:00")).code == "slot_unavailable")
        let service = "/api/host/services/\(practice.service)"
        var told = try await boss.get("\(service)/explain?date=\(linked.day)").text
        practice.feeds.fail(200, [:], "<title>\(Self.word)</title>")
        told += try await boss.post("/api/host/calendars/\(linked.calendar)/check").text
        practice.feeds.serve("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:\(Self.word)\r\n")
        told += try await boss.post("/api/host/calendars/\(linked.calendar)/check").text
        for path in ["/api/host/calendars", "/api/users/me/export", "/api/admin/audit", "/metrics", "/health"] {
            let answer = try await boss.get(path)
            #expect(answer.status == 200, "\(path): \(answer)")
            told += answer.text
        }
        told += await Doctor(settings: practice.app.settings).findings().map(\.sentence).joined()
        told += practice.letters.all.map { "\($0.subject)\($0.text)\($0.html)" }.joined()
        told += lines.withLock { $0 }.joined()
        #expect(told.contains("Busy elsewhere") && told.contains("cannot be read"))
        #expect(!told.contains(Self.word))
        try await linked.expectNowhere([Self.word, Data(Self.word.utf8).base64EncodedString()])
    }

    @Test("nor of what a server tells by CalDAV, and of what opens it: user, password and address")
    func server() async throws {
        let server = CalDAVServer()
        for (number, event) in Self.telling.enumerated() { server.enter(event, as: "\(number)") }
        let linked = try await LinkedPractice.open(server)
        #expect(try await linked.state().int("stretches") == 2)
        let lines = Mutex([String]())
        let log = KeptLog(.trace, isWhole: true) { line in lines.withLock { $0.append(line) } }
        let other = try await linked.practice.anotherServer(log: log)
        // Read once more, and then refused with a page that says it too.
        for refuses in [false, true] {
            server.change { state in
                state.version += 1
                guard refuses else { return }
                state.instead = { _ in HTTPReply(status: 401, headers: [:], body: Array(Self.word.utf8)) }
            }
            linked.practice.clock.move(seconds: 108)
            try await other.worker.runAllDue()
        }
        #expect(try await linked.state().text("problem") == "wrong_password")
        var told = lines.withLock { $0 }.joined()
        for path in ["/api/host/calendars", "/api/users/me/export", "/api/admin/audit"] {
            let answer = try await linked.boss.get(path)
            #expect(answer.status == 200, "\(path)")
            told += answer.text
        }
        let secrets = [Self.word, "app-pass-word-1", "calendars/ada"]
        for secret in secrets { #expect(!told.contains(secret), "\(secret)") }
        try await linked.expectNowhere(secrets)
    }

    @Test("a calendar's address is in no table or file that can be read, and in no answer")
    func address() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T12:00"), jan("06T13:00")))
        try await linked.expectNowhere(["private-3f6c2c0e"])
        for path in ["/api/host/calendars", "/api/users/me/export", "/api/admin/audit"] {
            let answer = try await linked.boss.get(path)
            #expect(answer.status == 200 && !answer.text.contains("private-3f6c2c0e"), "\(path)")
        }
        #expect(try await linked.state().text("address") == "calendar.example ….ics")
    }
}

extension LinkedPractice {
    /// None of the words is in any table; nor, where the database is a file, in any page that was ever written.
    func expectNowhere(_ words: [String], _ place: SourceLocation = #_sourceLocation) async throws {
        let tables = try await practice.app.database.read { tx in
            try CopyTable.all.flatMap { table in
                var texts: [String] = []
                try table.forEachRow(in: tx) { row, columns in
                    texts += try (0..<columns).map { "\(try row.value($0))" }
                }
                return texts
            }
        }
        try #require(tables.count > 100, sourceLocation: place)
        let files = try FileManager.default.subpathsOfDirectory(atPath: practice.folder)
            .compactMap { FileManager.default.contents(atPath: practice.folder + "/" + $0) }
        // The search itself must find what is there.
        let isFile = practice.app.settings.database.path != nil
        #expect(tables.contains { $0.contains("boss@example.com") }, sourceLocation: place)
        #expect(!isFile || files.contains { $0.holds("boss@example.com") }, sourceLocation: place)
        for word in words {
            #expect(!tables.contains { $0.contains(word) }, "\(word)", sourceLocation: place)
            #expect(!files.contains { $0.holds(word) }, "\(word)", sourceLocation: place)
        }
    }
}

extension Data {
    fileprivate func holds(_ word: String) -> Bool { range(of: Data(word.utf8)) != nil }
}
