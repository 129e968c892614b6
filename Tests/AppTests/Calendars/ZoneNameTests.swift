import App
import Foundation
import Testing

@Suite("Names of time zones")
struct ZoneNameTests {
    @Test("what browsers report is taken, and a name that is no place is answered by the place that is meant")
    func names() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let names = [
            "Asia/Calcutta": "Asia/Calcutta", "US/Pacific": "US/Pacific", "Europe/Kyiv": "Europe/Kyiv",
            "Etc/Unknown": "UTC", "CET": "Europe/Brussels", "EST5EDT": "America/New_York", "GB": "Europe/London",
            "Etc/GMT+5": "Etc/GMT+5", "UTC": "UTC",
        ]
        for (index, (name, used)) in names.sorted(by: { $0.key < $1.key }).enumerated() {
            let jo = try await practice.register("jo\(index)@example.com", ["time_zone": name])
            #expect(try await jo.get("/api/users/me").object("user").text("time_zone") == used, "\(name)")
            let changed = try await boss.patch("/api/users/me", ["time_zone": name])
            #expect(try changed.object("user").text("time_zone") == used)
            let query = name.replacing("+", with: "%2B")
            let path = "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06"
            let slots = try await boss.get("\(path)&time_zone=\(query)")
            #expect(try slots.text("time_zone") == used)
            let range: [String: any Sendable] = ["weekday": 1, "from": "09:00", "to": "17:00"]
            let hours = try await boss.put(
                "/api/admin/hosts/\(practice.bossID)/working-hours", ["time_zone": name, "weekly": [range]])
            #expect(try hours.text("time_zone") == used, "\(hours)")
        }
        for name in ["Mars/Olympus_Mons", "GMT+5", "W. Europe Standard Time", "+01:00", "BST"] {
            let refused = try await boss.patch("/api/users/me", ["time_zone": name])
            #expect(refused.status == 422 && refused.complainedFields == ["time_zone"], "\(name)")
        }
    }

    @Test("a stored name that no file has any more keeps back neither booking nor mail, calendar file or receipt")
    func stored() async throws {
        for zone in ["US/Pacific", "EST5EDT", "Mars/Olympus_Mons"] {
            let paid = try await PaidPractice.open()
            let practice = paid.practice
            try await practice.run("UPDATE users SET time_zone = \(zone)")
            let id = try await paid.client.mustBook(jan("07T09:00"))
            // Before it moves: a confirmation of a start that has moved is dropped.
            try await practice.work()
            #expect(try await paid.client.move(id, to: jan("07T10:00")).status == 200)
            let words = CalendarText.lines(try await paid.client.get("/api/bookings/\(id)/calendar.ics").text)
            let told = ["EST5EDT": "New York time\\,", "Mars/Olympus_Mons": "UTC)"][zone] ?? "Pacific time\\,"
            #expect(CalendarText.value("DESCRIPTION", in: words)?.contains("(\(told)") == true, "\(words)")
            let priced = try await paid.paid()
            #expect(try await paid.client.get("/api/bookings/\(priced)/receipt").status == 200)
            try await practice.work()
            #expect(try await practice.texts("SELECT state FROM mails WHERE state <> 'sent'") == [])
        }
    }

    @Test("hours in a zone that nobody knows are offered to nobody, and those in an old one to everybody")
    func hours() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await practice.run("UPDATE calendars SET time_zone = 'US/Pacific'")
        #expect(try await jo.slots("2026-01-06").first == jan("06T17:00"))
        try await practice.run("UPDATE calendars SET time_zone = 'Mars/Olympus_Mons'")
        try await practice.run("UPDATE calendar_versions SET version = version + 1")
        #expect(try await jo.slots("2026-01-07", zone: "Europe/Berlin") == [])
        #expect(try await jo.slots("2026-01-08") == [])
        #expect(try await jo.book(jan("07T09:00")).code == "slot_unavailable")
    }
}
