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
        #expect(try all.json().names == ["bookings", "total", "limit", "offset", "total_is_exact", "next"])
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
        let upcoming = try await jo.get("/api/bookings?when=upcoming")
        #expect(try Self.ids(upcoming) == [made[1], made[3]], "what was called off does not come")
        #expect(
            try Self.ids(try await jo.get("/api/bookings?status=scheduled,cancelled&when=upcoming")) == order.dropLast()
        )
        #expect(try Self.ids(try await jo.get("/api/bookings?when=upcoming&sort=scheduled_at&limit=1")) == [made[3]])
        #expect(try Self.ids(try await jo.get("/api/bookings?sort=scheduled_at")) == order.reversed())
        #expect(try Self.ids(try await jo.get("/api/bookings?sort=-scheduled_at")) == order)
    }

    @Test("a hold is upcoming until it has expired")
    func holds() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let list = "/api/bookings?when=upcoming"
        #expect(try Self.ids(try await paid.client.get(list)) == [held.id])
        #expect(try Self.ids(try await paid.boss.get("/api/admin/bookings?status=pending")) == [held.id])
        #expect(try Self.ids(try await paid.boss.get("/api/admin/bookings?status=pending,scheduled")) == [held.id])
        paid.practice.clock.move(seconds: 901)
        try await paid.practice.work()
        #expect(try Self.ids(try await paid.client.get(list)).isEmpty)
        #expect(try Self.ids(try await paid.client.get(list + "&status=expired")) == [held.id])
        #expect(try Self.ids(try await paid.boss.get("/api/admin/bookings?status=pending")).isEmpty)
    }

    @Test("hosts and admins also cut by payment, host and service, and read in either order")
    func practiceFilters() async throws {
        let paid = try await PaidPractice.open()
        let (boss, client) = (paid.boss, paid.client)
        let host = try await boss.get("/api/users/me").object("user").int("id")
        let (first, priced) = (paid.practice.service, paid.service)
        let free = try await client.mustBook(jan("06T09:00"))
        let held = try await paid.hold()
        let money = try await paid.paid(jan("08T13:00"))
        for list in ["/api/admin/bookings", "/api/host/bookings"] {
            let cases: [(String, [Int64])] = [
                ("?payment_status=succeeded", [money]), ("?payment_status=not_required,succeeded", [money, free]),
                ("?service_id=\(priced)", [money, held.id]), ("?service_id=\(priced)&status=pending", [held.id]),
                ("?host_id=\(host)", [money, held.id, free]), ("?host_id=\(client.userID)", []),
                ("?sort=scheduled_at", [free, held.id, money]), ("?sort=scheduled_at&limit=1&offset=1", [held.id]),
                ("?host_id=\(host)&service_id=\(first)&user_id=\(client.userID)&payment_status=not_required", [free]),
                ("?service_id=999", []),
            ]
            for (query, ids) in cases {
                let answer = try await boss.get(list + query)
                #expect(try answer.status == 200 && Self.ids(answer) == ids, "\(list)\(query): \(answer)")
                if !query.contains("limit") { #expect(try answer.int("total") == ids.count, "\(list)\(query)") }
            }
        }
        let table = try await boss.get("/api/admin/bookings.csv?sort=scheduled_at&service_id=\(priced)").text
        let ids = table.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
        #expect(ids == ["\(held.id)", "\(money)"])
    }

    @Test("a table of more than one portion is whole in either order", arguments: ["scheduled_at", "-scheduled_at"])
    func portions(sort: String) async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let first = try await jo.mustBook(jan("06T09:00"))
        // As many as two portions and a half, three of them at each start.
        for number in 0..<1_250 {
            let start = Int64(1_767_690_000 + number / 3 * 300)
            try await practice.run(
                """
                INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                    amount_minor, currency, first_cell, end_cell, sequence, change_notice, refund_policy, created_at,
                    updated_at)
                SELECT user_id, service_id, host_id, \(start), duration, 'cancelled', payment_status, amount_minor,
                    currency, first_cell, end_cell, sequence, change_notice, refund_policy, created_at, updated_at
                FROM bookings WHERE id = \(first)
                """)
        }
        let table = try await boss.get("/api/admin/bookings.csv?sort=\(sort)").text
        let ids = table.split(separator: "\r\n").dropFirst().compactMap { Int64($0.prefix { $0 != "," }) }
        let sorted = try await practice.numbers("SELECT id FROM bookings ORDER BY scheduled_at, id")
        #expect(ids == (sort == "scheduled_at" ? sorted : sorted.reversed()))
    }

    @Test("an admin sees each booking in the admin's form, where Location of one that was made leads")
    func adminForm() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let wish: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": jan("06T09:00"), "email": "jane@example.com",
        ]
        let made = try await boss.post("/api/admin/bookings", wish)
        let place = try #require(made.header("Location"))
        let id = try made.object("booking").int("id")
        #expect(place == "/api/admin/bookings/\(id)")
        let shown = try await boss.get(place)
        #expect(shown.status == 200)
        #expect(try shown.object("booking").names == made.object("booking").names)
        #expect(try shown.object("booking").object("user").text("email") == "jane@example.com")
        #expect(try shown.object("booking").text("admin_meeting_url").contains("startWithAudioMuted"))
        #expect(try await boss.get("/api/admin/bookings/999").status == 404)
        let jo = try await practice.register("jo@example.com")
        #expect(try await jo.get(place).status == 403)
        let own = try await jo.book(jan("06T11:00"))
        #expect(try own.header("Location") == "/api/bookings/\(own.object("booking").int("id"))")
    }

    @Test("the audit trail of one booking, and mails and deliveries by status")
    func otherLists() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let (one, two) = (try await jo.mustBook(jan("06T09:00")), try await jo.mustBook(jan("06T10:00")))
        #expect(try await jo.post("/api/bookings/\(one)/cancel").status == 200)
        let audit = try await boss.get("/api/admin/audit?booking_id=\(one)")
        #expect(try audit.array("audit").map { try $0.text("action") } == ["booking.cancelled", "booking.created"])
        #expect(try audit.int("total") == 2)
        #expect(try await boss.get("/api/admin/audit?booking_id=\(two)&limit=1").int("total") == 1)
        #expect(try await boss.get("/api/admin/audit?booking_id=999").int("total") == 0)
        try await practice.work()
        for name in ["status", "state"] {
            let sent = try await boss.get("/api/admin/mails?\(name)=sent")
            #expect(try sent.int("total") > 0 && sent.array("mails").allSatisfy { try $0.text("state") == "sent" })
            #expect(try await boss.get("/api/admin/mails?\(name)=parked").int("total") == 0)
            #expect(try await boss.get("/api/admin/mails?\(name)=gone").complainedFields == [name])
        }
        let webhook = try await boss.post(
            "/api/admin/webhooks", ["url": "https://hooks.example.com/", "events": ["booking.cancelled"]])
        let id = try webhook.object("webhook").int("id")
        #expect(try await jo.post("/api/bookings/\(two)/cancel").status == 200)
        let list = "/api/admin/webhooks/\(id)/deliveries"
        for name in ["status", "state"] {
            #expect(try await boss.get("\(list)?\(name)=due").int("total") == 1)
            #expect(try await boss.get("\(list)?\(name)=sent").int("total") == 0)
        }
    }

    @Test("equal starts come by the larger id first, and pages neither repeat nor miss one")
    func ties() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        var made: [Int64] = []
        for _ in 0..<7 {
            let id = try await jo.mustBook(jan("06T09:00"))
            made.append(id)
            #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        }
        var seen: [Int64] = []
        for offset in stride(from: 0, to: 8, by: 3) {
            seen += try Self.ids(try await boss.get("/api/admin/bookings?limit=3&offset=\(offset)"))
        }
        #expect(made == made.sorted() && seen == made.reversed())
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
        var made: [Int64] = []
        for (index, (email, first, last)) in people.enumerated() {
            let body: [String: any Sendable] = [
                "service_id": practice.service, "scheduled_at": jan("06T\(index + 10):00"), "email": email,
                "first_name": first,
                "last_name": last,
            ]
            let answer = try await boss.post("/api/admin/bookings", body)
            try #require(answer.status == 201)
            made.append(try answer.object("booking").int("id"))
        }
        let cases: [(String, [Int])] = [
            ("lukasz", [1]), ("MULLER", [1]), ("müll", [1]), ("zoe STRAUSS", [3]), ("strauß", [3]), ("%", [5, 2]),
            ("_", [3]), ("c_d@", [3]), ("!", [4]), ("50%25 off", []), ("50% off", [2]),
            ("example.com", [5, 4, 3, 2, 1]),
            ("ΔΗΜΗΤΡΗΣ", [5]), ("%\u{20E3}", [5]), ("m%\u{20E3}key", []), ("nobody", []), ("' OR 1=1 --", []),
            ("\\", []),
        ]
        for (search, numbers) in cases {
            let ids = numbers.map { made[$0 - 1] }
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
            ("/api/admin/bookings?q=%00", "q"), ("/api/bookings?status=scheduled,gone", "status"),
            ("/api/bookings?status=scheduled,", "status"), ("/api/bookings?sort=id", "sort"),
            ("/api/admin/bookings?sort=created_at", "sort"),
            ("/api/admin/bookings?payment_status=paid", "payment_status"),
            ("/api/host/bookings?service_id=x", "service_id"), ("/api/admin/bookings?host_id=x", "host_id"),
            ("/api/admin/audit?booking_id=x", "booking_id"),
        ]
        for (path, field) in cases {
            let answer = try await boss.get(path)
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(path): \(answer)")
            #expect(!answer.text.contains("%{"), "\(answer)")
        }
        #expect(try await boss.get("/api/bookings?limit=100&offset=1000000").status == 200)
    }
}
