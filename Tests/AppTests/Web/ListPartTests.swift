import App
import Foundation
import Storage
import Testing

@Suite("Parts of lists")
struct ListPartTests {
    private static func ids(_ answer: Answer, _ list: String) throws -> [Int64] {
        try answer.array(list).map { try $0.int("id") }
    }

    @Test("a total is exact up to 10,000, and above it says more than was read while others follow")
    func totals() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        try await practice.addBookings(10_000, of: jo.userID)
        for (asker, path) in [(jo, "/api/bookings"), (boss, "/api/admin/bookings"), (boss, "/api/host/bookings")] {
            let exact = try await asker.get("\(path)?limit=1")
            #expect(try exact.int("total") == 10_000 && exact.json().flag("total_is_exact"), "\(path)")
        }
        try await practice.addBookings(60, of: jo.userID, from: Practice.monday.addingTimeInterval(10_000_200))
        for path in ["/api/admin/bookings", "/api/admin/bookings?status=cancelled", "/api/admin/bookings?q=jo@example"]
        {
            let sign = path.contains("?") ? "&" : "?"
            for offset in [0, 9_990, 10_050] {
                let part = try await boss.get("\(path)\(sign)limit=5&offset=\(offset)")
                #expect(
                    try part.int("total") > max(10_000, offset + 5) && !part.json().flag("total_is_exact"),
                    "\(path) \(part)")
                #expect(try part.text("next") != "")
            }
            let last = try await boss.get("\(path)\(sign)limit=5&offset=10055")
            #expect(try last.array("bookings").count == 5 && last.int("total") == 10_060, "\(path)")
            #expect(try last.json().flag("total_is_exact") && last.json().isNull("next"), "\(path)")
        }
    }

    @Test("a list that is read on by `next` has each booking once, though others are made and go meanwhile")
    func readOn() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        // Three of a start each.
        for _ in 0..<3 { try await practice.addBookings(7, of: jo.userID) }
        let all = try await practice.numbers("SELECT id FROM bookings ORDER BY scheduled_at, id")
        for sort in ["scheduled_at", "-scheduled_at"] {
            for path in [
                "/api/admin/bookings?", "/api/host/bookings?", "/api/admin/bookings?status=cancelled,expired&",
            ] {
                var (seen, after) = ([Int64](), "")
                for turn in 0..<6 {
                    let part = try await boss.get("\(path)sort=\(sort)&limit=4&after=\(after)")
                    seen += try Self.ids(part, "bookings")
                    #expect(try part.int("total") >= 21 && part.int("offset") == 0)
                    after = try part.json().isNull("next") ? "" : part.text("next")
                    #expect(after.isEmpty == (turn == 5), "\(path)")
                    // Before all that is still to come.
                    let earlier = Practice.monday.addingTimeInterval(sort == "scheduled_at" ? -300_000 : 300_000)
                    try await practice.addBookings(1, of: jo.userID, from: earlier)
                }
                #expect(seen == (sort == "scheduled_at" ? all : all.reversed()), "\(path)")
                try await practice.run("DELETE FROM bookings WHERE id > \(all.max()!)")
            }
        }
    }

    @Test("people, mails, the audit trail and deliveries are read on alike")
    func otherLists() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let webhook = try await boss.post(
            "/api/admin/webhooks", ["url": "https://hooks.example.com/", "events": ["booking.scheduled"]])
        let hook = try webhook.object("webhook").int("id")
        for number in 0..<5 {
            let jo = try await practice.register("jo\(number)@example.com")
            _ = try await jo.mustBook(jan("06T\(number + 10):00"))
        }
        let lists = [
            ("users", "/api/admin/users?"), ("users", "/api/admin/users?q=example&"), ("mails", "/api/admin/mails?"),
            ("mails", "/api/admin/mails?status=due&"), ("audit", "/api/admin/audit?"),
            ("deliveries", "/api/admin/webhooks/\(hook)/deliveries?"),
        ]
        for (name, path) in lists {
            let whole = try Self.ids(try await boss.get("\(path)limit=100"), name)
            #expect(whole.count >= 5)
            var (seen, after) = ([Int64](), "")
            for _ in 0..<whole.count {
                let part = try await boss.get("\(path)limit=2&after=\(after)")
                seen += try Self.ids(part, name)
                #expect(try part.int("total") == whole.count, "\(path)")
                after = try part.json().isNull("next") ? "" : part.text("next")
                if after.isEmpty { break }
            }
            #expect(seen == whole, "\(path)")
        }
    }

    @Test("what is no place of a list is refused by name")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        for list in ["/api/bookings", "/api/admin/bookings", "/api/host/bookings", "/api/admin/users"] {
            for place in ["x", "1.", ".1", "1.2.3", "99999999999999999999", "1,2"] {
                let answer = try await boss.get("\(list)?after=\(place)")
                #expect(answer.status == 422 && answer.complainedFields == ["after"], "\(list) \(place): \(answer)")
            }
            #expect(try await boss.get("\(list)?after=").status == 200)
        }
    }
}
