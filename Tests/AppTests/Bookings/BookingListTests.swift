import Foundation
import Testing

@Suite("Lists of bookings")
struct BookingListTests {
    private static func ids(_ answer: Answer) throws -> [Int64] {
        try answer.array("bookings").map { try $0.int("id") }
    }

    @Test("a person's own list: newest start first, paged, with total, by status and by time")
    func own() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let ann = try await practice.register("ann@example.com")
        let starts = ["05T09:00", "07T09:00", "06T09:00", "05T11:00"]
        var made: [Int64] = []
        for start in starts { made.append(try await jo.mustBook(jan(start))) }
        let others = try await ann.mustBook(jan("08T09:00"))
        let order = [made[1], made[2], made[3], made[0]]

        let all = try await jo.get("/api/bookings")
        #expect(try all.json().names == ["bookings", "total", "limit", "offset"])
        #expect(try Self.ids(all) == order && all.int("total") == 4)
        #expect(try all.int("limit") == 50 && all.int("offset") == 0)
        let page = try await jo.get("/api/bookings?limit=2&offset=1")
        #expect(try Self.ids(page) == [order[1], order[2]] && page.int("total") == 4)
        #expect(try page.int("limit") == 2 && page.int("offset") == 1)
        #expect(try Self.ids(try await jo.get("/api/bookings?offset=4")).isEmpty)
        #expect(try Self.ids(try await ann.get("/api/bookings")) == [others])

        // 09:59:59: the first one is running, and is still upcoming until it ends.
        practice.clock.move(seconds: 2 * 3_600 - 1)
        #expect(try Self.ids(try await jo.get("/api/bookings?when=upcoming")) == order)
        practice.clock.move(seconds: 1)
        #expect(try Self.ids(try await jo.get("/api/bookings?when=upcoming")) == [made[1], made[2], made[3]])
        let past = try await jo.get("/api/bookings?when=past")
        #expect(try Self.ids(past) == [made[0]] && past.int("total") == 1)
        #expect(try await boss.post("/api/admin/bookings/\(made[0])/complete").status == 200)
        #expect(try await jo.post("/api/bookings/\(made[2])/cancel").status == 200)
        #expect(try Self.ids(try await jo.get("/api/bookings?status=completed")) == [made[0]])
        #expect(try Self.ids(try await jo.get("/api/bookings?status=cancelled&when=upcoming")) == [made[2]])
        #expect(try Self.ids(try await jo.get("/api/bookings?status=cancelled&when=past")) == [])
    }

    @Test("equal starts come by the larger id first, and pages neither repeat nor miss one")
    func ties() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        for _ in 0..<7 {
            let id = try await jo.mustBook(jan("06T09:00"))
            #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        }
        var seen: [Int64] = []
        for offset in stride(from: 0, to: 8, by: 3) {
            seen += try Self.ids(try await boss.get("/api/admin/bookings?limit=3&offset=\(offset)"))
        }
        #expect(seen == [7, 6, 5, 4, 3, 2, 1])
    }

    @Test("an admin's list is cut by half-open instants, person and status; a host's is their own")
    func practices() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let ann = try await practice.register("ann@example.com")
        let first = try await jo.mustBook(jan("06T09:00"))
        let second = try await ann.mustBook(jan("06T10:00"))
        let third = try await jo.mustBook(jan("06T11:00"))
        let cases: [(String, [Int64])] = [
            ("", [third, second, first]), ("?from=\(jan("06T10:00"))", [third, second]),
            ("?to=\(jan("06T10:00"))", [first]), ("?from=\(jan("06T09:00"))&to=\(jan("06T11:00"))", [second, first]),
            ("?user_id=\(jo.userID)", [third, first]), ("?user_id=999", []), ("?status=scheduled&q=ann", [second]),
            ("?status=no_show", []), ("?from=2026-01-06T11:00:00%2B01:00", [third, second]),
        ]
        for (query, ids) in cases {
            let answer = try await boss.get("/api/admin/bookings\(query)")
            try #require(answer.status == 200, "\(query): \(answer)")
            #expect(try Self.ids(answer) == ids && answer.int("total") == ids.count, "\(query)")
        }
        #expect(try await boss.patch("/api/admin/users/\(ann.userID)", ["is_host": true]).status == 200)
        let hers = try await boss.addService("Hers", 60, ["host_id": ann.userID])
        let hours: [String: any Sendable] = [
            "time_zone": "UTC", "weekly": [["weekday": 3, "from": "09:00", "to": "10:00"] as [String: any Sendable]],
        ]
        #expect(try await boss.put("/api/admin/hosts/\(ann.userID)/working-hours", hours).status == 200)
        let withAnn = try await jo.mustBook(jan("07T09:00"), service: hers)
        #expect(try Self.ids(try await ann.get("/api/host/bookings")) == [withAnn])
        #expect(try Self.ids(try await boss.get("/api/host/bookings")) == [third, second, first])
        #expect(try await jo.get("/api/host/bookings").status == 403)
        #expect(try await ann.get("/api/admin/bookings").status == 403)
    }

    @Test("a search finds names and addresses without case and accents, and takes LIKE's own signs as they are")
    func search() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let people: [(String, String, String)] = [
            ("a@example.com", "Łukasz", "Müller"), ("b@example.com", "50%", "Off"),
            ("c_d@example.com", "Zoë", "Strauß"),
            ("cxd@example.com", "Ann!", "B"), ("e@example.com", "Δημήτρης", "%\u{20E3}Key"),
        ]
        for (index, (email, first, last)) in people.enumerated() {
            let body: [String: any Sendable] = [
                "service_id": 1, "scheduled_at": jan("06T\(index + 10):00"), "email": email, "first_name": first,
                "last_name": last,
            ]
            try #require(try await boss.post("/api/admin/bookings", body).status == 201)
        }
        let cases: [(String, [Int64])] = [
            ("lukasz", [1]), ("MULLER", [1]), ("müll", [1]), ("zoe STRAUSS", [3]), ("strauß", [3]), ("%", [5, 2]),
            ("_", [3]), ("c_d@", [3]), ("!", [4]), ("50%25 off", []), ("50% off", [2]),
            ("example.com", [5, 4, 3, 2, 1]),
            ("ΔΗΜΗΤΡΗΣ", [5]), ("%\u{20E3}", [5]), ("m%\u{20E3}key", []), ("nobody", []), ("' OR 1=1 --", []),
            ("\\", []),
        ]
        for (search, ids) in cases {
            let query = search.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!
            let answer = try await boss.get("/api/admin/bookings?q=\(query)")
            #expect(try Self.ids(answer) == ids && answer.int("total") == ids.count, "\(search): \(answer)")
        }
    }

    @Test("a filter that cannot be read names its field")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let cases = [
            ("/api/bookings?limit=0", "limit"), ("/api/bookings?limit=101", "limit"),
            ("/api/bookings?limit=x", "limit"),
            ("/api/bookings?offset=-1", "offset"), ("/api/bookings?offset=1000001", "offset"),
            ("/api/bookings?status=gone", "status"), ("/api/bookings?when=now", "when"),
            ("/api/admin/bookings?from=today", "from"), ("/api/admin/bookings?to=2026-13-01T00:00:00Z", "to"),
            ("/api/admin/bookings?user_id=jo", "user_id"), ("/api/admin/bookings.csv?status=gone", "status"),
            ("/api/admin/bookings?q=%00", "q"),
        ]
        for (path, field) in cases {
            let answer = try await boss.get(path)
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(path): \(answer)")
            #expect(!answer.text.contains("%{"), "\(answer)")
        }
        #expect(try await boss.get("/api/bookings?limit=100&offset=1000000").status == 200)
    }
}
