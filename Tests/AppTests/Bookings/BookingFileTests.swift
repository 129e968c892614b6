import Foundation
import Testing

@Suite("Bookings as files")
struct BookingFileTests {
    private static let header = [
        "id", "scheduled_at", "ends_at", "duration", "status", "service", "host", "client", "client_email", "amount",
        "currency", "payment_status", "created_at",
    ]

    @Test("every cell of the CSV comes back through RFC 4180, and none is a formula")
    func csv() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        // Marks that join the sign before them must not hide it.
        let names = [
            "Ann \"Quick\" Ott", "Ott, Ann", "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", ",\u{301}x",
            "\"\u{301}x",
            "=\u{301}1", "Zoë 👩‍⚕️ שרה", "a;b",
        ]
        var ids: [Int64] = []
        for (index, name) in names.enumerated() {
            let body: [String: any Sendable] = [
                "service_id": practice.service,
                "scheduled_at": jan("\(index < 8 ? "06" : "07")T\(String(format: "%02d", 9 + index % 8)):00"),
                "email": "p\(index)@example.com", "first_name": name,
            ]
            let made = try await boss.post("/api/admin/bookings", body)
            try #require(made.status == 201)
            ids.append(try made.object("booking").int("id"))
        }
        try await practice.run(
            "UPDATE users SET first_name = \("two\r\nlines\nand\rmore") WHERE email = 'p10@example.com'")
        let answer = try await boss.get("/api/admin/bookings.csv")
        #expect(answer.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(answer.header("Content-Disposition") == "attachment; filename=\"bookings.csv\"")
        #expect(answer.header("Cache-Control") == "no-store")
        let rows = try #require(Self.parse(answer.text))
        #expect(rows.first == Self.header && rows.count == names.count + 1)
        #expect(rows.allSatisfy { $0.count == Self.header.count })
        let clients = Dictionary(uniqueKeysWithValues: rows.dropFirst().map { ($0[8], $0[7]) })
        for (index, name) in names.enumerated() where index < 10 {
            let isFormula = name.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) }!
            let expected = isFormula ? "'" + name : name
            let cell = try #require(clients["p\(index)@example.com"])
            #expect(Array(cell.unicodeScalars) == Array(expected.unicodeScalars), "\(name)")
        }
        #expect(clients["p10@example.com"] == "two\r\nlines\nand\rmore")
        let first = try #require(rows.last)
        #expect(
            first == [
                "\(ids[0])", jan("06T09:00"), jan("06T10:00"), "60", "scheduled", "Consultation", "Consultant",
                names[0],
                "p0@example.com", "0.00", "usd", "not_required", jan("05T08:00"),
            ])
    }

    @Test("the CSV holds all of 1,203 bookings once each in the list's order, and obeys the list's filters")
    func longCSV() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let start = Int64(Practice.monday.timeIntervalSince1970)
        let (host, service) = (practice.bossID, practice.service)
        try await practice.app.database.write { tx in
            for index in 0..<1_203 as Range<Int64> {
                // Three share each start, so that chunks meet inside a tie.
                let at = start + index / 3 * 300
                try tx.run(
                    """
                    INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                        amount_minor, currency, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
                    VALUES (\(host), \(service), \(host), \(at), 5, \(index % 2 == 0 ? "cancelled" : "expired"),
                        'not_required', 0, 'usd', \(at / 300), \(at / 300 + 1), 0, 0, \(start), \(start))
                    """)
            }
        }
        let all = try #require(Self.parse(try await boss.get("/api/admin/bookings.csv").text)).dropFirst()
        let ids = try await practice.numbers("SELECT id FROM bookings ORDER BY id DESC")
        #expect(ids.count == 1_203 && all.map { $0[0] } == ids.map { "\($0)" })
        let some = try #require(Self.parse(try await boss.get("/api/admin/bookings.csv?status=cancelled").text))
        #expect(some.count == 603 && some.dropFirst().allSatisfy { $0[4] == "cancelled" })
        let none = try #require(Self.parse(try await boss.get("/api/admin/bookings.csv?q=nobody").text))
        #expect(none == [Self.header])
    }

    @Test("the .ics is a published event in UTC, with the reader's own link and local time in words")
    func calendarFile() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "time_zone": "Asia/Kathmandu"])
        let id = try await jo.mustBook(jan("06T09:00"))
        let room = try await jo.get("/api/bookings/\(id)").object("booking").text("jitsi_room_url")
        let own = try await jo.get("/api/bookings/\(id)/calendar.ics")
        #expect(own.header("Content-Type") == "text/calendar; charset=utf-8; method=PUBLISH")
        #expect(own.header("Content-Disposition") == "attachment; filename=\"booking-\(id).ics\"")
        let lines = CalendarText.lines(own.text)
        for line in [
            "METHOD:PUBLISH", "DTSTART:20260106T090000Z", "DTEND:20260106T100000Z", "SEQUENCE:0", "STATUS:CONFIRMED",
            "SUMMARY:Consultation with Consultant", "LOCATION:\(room)#userInfo.displayName=%22Jo%22",
        ] {
            #expect(lines.contains(line), "\(line) is missing in \(own.text)")
        }
        #expect(!lines.contains { $0.hasPrefix("ATTENDEE") || $0.contains("TZID") || $0 == "BEGIN:VTIMEZONE" })
        let words = "When: Tuesday\\, 6 January 2026\\, 14:45–15:45 (Kathmandu time\\, UTC+5:45)\\nJoin the meeting: "
        #expect(CalendarText.value("DESCRIPTION", in: lines)?.hasPrefix(words) == true, "\(own.text)")
        let hosts = CalendarText.lines(try await boss.get("/api/bookings/\(id)/calendar.ics").text)
        #expect(hosts.contains("SUMMARY:Consultation with Jo") && hosts.contains("DTSTART:20260106T090000Z"))
        #expect(hosts.contains { $0.hasPrefix("LOCATION:") && $0.hasSuffix("config.startWithVideoMuted=false") })
        #expect(CalendarText.value("UID", in: hosts) == CalendarText.value("UID", in: lines))

        #expect(try await jo.move(id, to: jan("06T11:00")).status == 200)
        #expect(CalendarText.lines(try await jo.get("/api/bookings/\(id)/calendar.ics").text).contains("SEQUENCE:1"))
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        let cancelled = try await jo.get("/api/bookings/\(id)/calendar.ics")
        #expect(cancelled.header("Content-Type") == "text/calendar; charset=utf-8; method=CANCEL")
        let off = CalendarText.lines(cancelled.text)
        #expect(off.contains("METHOD:CANCEL") && off.contains("STATUS:CANCELLED") && off.contains("SEQUENCE:2"))
        #expect(!off.contains { $0.hasPrefix("LOCATION") })
        #expect(
            CalendarText.value("DESCRIPTION", in: off)
                == "When: Tuesday\\, 6 January 2026\\, 16:45–17:45 (Kathmandu time\\, UTC+5:45)")
        #expect(CalendarText.value("UID", in: off) == CalendarText.value("UID", in: lines))
    }

    @Test("the .ics has the organiser of the mailed invitation, so that a calendar takes the update of either")
    func organiser() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        let mailed = try #require(practice.letters.letters(to: "jo@example.com").compactMap(\.invitation).last)
        let lines = CalendarText.lines(try await jo.get("/api/bookings/\(id)/calendar.ics").text)
        let organiser = lines.filter { $0.hasPrefix("ORGANIZER") }
        #expect(organiser == ["ORGANIZER;CN=\"The Practice\":mailto:hello@practice.example"])
        #expect(organiser == CalendarText.lines(mailed.ics).filter { $0.hasPrefix("ORGANIZER") })
        #expect(!lines.joined().contains("boss@example.com"), "the host's own address is for signing in")
    }

    /// RFC 4180 by the letter; nil where a quote stands where it must not.
    private static func parse(_ text: String) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            cell = .init()
            if scalars[index] == "\"" {
                index += 1
                while index < scalars.count, scalars[index] != "\"" || scalars[safe: index + 1] == "\"" {
                    cell.append(scalars[index])
                    index += scalars[index] == "\"" ? 2 : 1
                }
                index += 1
            } else {
                while index < scalars.count, ![",", "\r", "\n"].contains(scalars[index]) {
                    if scalars[index] == "\"" { return nil }
                    cell.append(scalars[index])
                    index += 1
                }
            }
            row.append(String(cell))
            switch (scalars[safe: index], scalars[safe: index + 1]) {
            case (",", _): index += 1
            case ("\r", "\n"):
                index += 2
                rows.append(row)
                row = []
            default: return nil
            }
        }
        return row.isEmpty ? rows : nil
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// A calendar as its unfolded lines (RFC 5545, 3.1).
enum CalendarText {
    static func lines(_ text: String) -> [String] {
        text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    }

    static func value(_ name: String, in lines: [String]) -> String? {
        lines.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
