import Foundation
import Testing

@Suite("Services")
struct ServiceTests {
    @Test("a new service has the documented defaults and a slug from its title")
    func defaults() async throws {
        let practice = try await Practice.open { $0.currency = try .init("eur") }
        let boss = try await practice.boss()
        let answer = try await boss.post("/api/admin/services", ["title": " Erstgespräch & Plan 2! ", "duration": 45])
        let service = try answer.object("service")
        let id = try service.int("id")
        #expect(answer.status == 201 && answer.header("Location") == "/api/admin/services/\(id)")
        #expect(
            service.names == [
                "id", "slug", "title", "description", "duration", "amount", "currency", "host", "buffer_before",
                "buffer_after", "slot_step", "minimum_notice", "booking_horizon", "change_notice", "refund_policy",
                "active", "bookings_per_person", "bookings_per_address", "waiting_room", "questions",
                "tax_percent", "tax_note", "right_of_withdrawal", "withdrawal_days", "withdrawal_reason",
            ])
        #expect(try service.text("title") == "Erstgespräch & Plan 2!" && service.text("slug") == "erstgesprach-plan-2")
        #expect(service.isNull("description"))
        #expect(try service.text("currency") == "eur" && answer.text.contains(#""amount":0.00,"#))
        let expected: [String: Int64] = [
            "duration": 45, "buffer_before": 0, "buffer_after": 0, "slot_step": 45, "minimum_notice": 60,
            "booking_horizon": 60, "change_notice": 0,
        ]
        for (name, value) in expected { #expect(try service.int(name) == value, "\(name)") }
        #expect(try service.flag("active") && service.object("host").int("id") == practice.bossID)
        #expect(try service.object("host").names == ["id", "name"])
        #expect(try await boss.get("/api/admin/services/\(id)").text == answer.text)
        let listed = try await practice.visitor.get("/api/services").array("services").map { try $0.int("id") }
        #expect(listed == [practice.service, id])
    }

    @Test("the first service of an empty database is documented too")
    func first() async throws {
        let practice = try await Practice.open()
        let listed = try await practice.visitor.get("/api/services")
        let service = try listed.array("services")[0]
        #expect(try service.text("title") == "Consultation" && service.int("duration") == 60)
        #expect(listed.text.contains(#""amount":0.00,"currency":"usd""#) && !listed.text.contains("boss@example.com"))
        #expect(try service.int("slot_step") == 60 && service.int("booking_horizon") == 60)
    }

    @Test("a stored refund policy that cannot be read is an error of the server, not a policy that gives nothing back")
    func unreadablePolicy() async throws {
        let practice = try await Practice.open()
        #expect(try await practice.visitor.get("/api/services").text.contains(#"[{"notice":0,"percent":100}]"#))
        try await practice.run("UPDATE services SET refund_policy = '[{}]'")
        let answer = try await practice.visitor.get("/api/services")
        #expect(answer.status == 500 && answer.code == "internal_error", "\(answer)")
    }

    @Test("everything that is wrong with a form is said at once")
    func allComplaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let wrong: [String: any Sendable] = [
            "title": "", "slug": "A!", "duration": 7, "slot_step": 1, "currency": "zzz", "amount": "1",
            "buffer_before": 1,
            "change_notice": -1, "active": 1, "host_id": "1", "description": 5,
            "refund_policy": [["notice": -1, "percent": 101], ["notice": 0], 5] as [any Sendable],
        ]
        let fields = [
            "title", "slug", "description", "host_id", "active", "duration", "slot_step", "currency", "amount",
            "buffer_before", "change_notice", "refund_policy[0].notice", "refund_policy[0].percent",
            "refund_policy[1].percent", "refund_policy[2]",
        ]
        #expect(try await boss.post("/api/admin/services", wrong).complainedFields == fields)
        let first = "/api/admin/services/\(practice.service)"
        #expect(try await boss.patch(first, wrong).complainedFields == fields)
        let rising: [[String: Int]] = [
            ["notice": 5, "percent": 9], ["notice": 5, "percent": 9], ["notice": 5, "percent": 10],
        ]
        #expect(
            try await boss.patch(first, ["refund_policy": rising]).complainedFields
                == ["refund_policy[1]", "refund_policy[2]"])

        let week: [[String: any Sendable]] = [
            ["weekday": 8, "from": "9", "to": "24:05"], ["weekday": 1, "from": "09:00", "to": "10:00"], ["weekday": 1],
        ]
        let host = "/api/admin/hosts/\(practice.bossID)"
        let hours = try await boss.put("\(host)/working-hours", ["time_zone": "X", "weekly": week])
        #expect(
            hours.complainedFields == [
                "time_zone", "weekly[0].weekday", "weekly[0].from", "weekly[0].to", "weekly[2].from", "weekly[2].to",
            ])
        let ranges = (0..<3).map { _ in ["from": "09:00", "to": "10:00"] }
        #expect(
            try await boss.put("\(host)/overrides/2026-01-20", ["intervals": ranges]).complainedFields
                == ["intervals[1].from", "intervals[2].from"])
        let hook: [String: any Sendable] = ["url": "x", "events": ["a", 1] as [any Sendable], "active": 1]
        #expect(
            try await boss.post("/api/admin/webhooks", hook).complainedFields == [
                "url", "events[0]", "events[1]", "active",
            ])
        let booking: [String: any Sendable] = ["service_id": "1", "email": "x", "user_id": "1", "first_name": 1]
        #expect(
            try await boss.post("/api/admin/bookings", booking).complainedFields
                == ["service_id", "scheduled_at", "user_id", "email", "first_name"])
        #expect(try await boss.get("/api/services/\(practice.service)/slots").complainedFields == ["from", "to"])
        #expect(
            try await boss.get("/api/admin/bookings?user_id=x&status=x&from=x&to=x").complainedFields
                == ["user_id", "status", "from", "to"])
        #expect(try await boss.get("/api/bookings?limit=0&offset=-1").complainedFields == ["limit", "offset"])
    }

    @Test("what cannot be taken is refused by the name of its field, on making and on changing")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let cases: [(String, [any Sendable])] = [
            ("title", ["", "  ", 7, "a\u{7}b", "a\u{2028}b", "a\u{0}", String(repeating: "t", count: 201)]),
            ("duration", [0, 7, 1_445, -5, "60", 60.5, 1e30]), ("amount", [-1, 0.005, "1", 1_000_000, true]),
            ("currency", ["zzz", "dollar", "", 7]), ("host_id", [999, jo.userID, "1", 0]),
            ("buffer_before", [-5, 3, 725]), ("buffer_after", [-5, 3, 725, 1.5]), ("slot_step", [0, 7, 1_445]),
            ("minimum_notice", [-1, 525_601]), ("booking_horizon", [0, 731]), ("change_notice", [-1, 525_601]),
            ("active", ["yes", 1]), ("slug", ["", "Ä b", "a_b", "A", String(repeating: "s", count: 81)]),
            ("description", [String(repeating: "d", count: 5_001), "a\u{1}", 5]), ("colour", ["red"]),
        ]
        let before = try await boss.get("/api/admin/services").text
        for (field, values) in cases {
            for value in values {
                let body: [String: any Sendable] = ["title": "T", "duration": 60].merging([field: value]) { $1 }
                for answer in [
                    try await boss.post("/api/admin/services", body),
                    try await boss.patch("/api/admin/services/\(practice.service)", [field: value]),
                ] {
                    #expect(answer.status == 422 && answer.code == "validation_failed", "\(field) \(value): \(answer)")
                    #expect(answer.complainedFields == [field], "\(field) \(value): \(answer)")
                    #expect(!answer.text.contains("%{") && !answer.text.contains("complaint."), "\(answer)")
                }
            }
        }
        #expect(try await boss.get("/api/admin/services").text == before)
        #expect(try await boss.post("/api/admin/services", [:]).complainedFields == ["title", "duration"])
        let yen: [String: any Sendable] = ["title": "T", "duration": 60, "currency": "jpy", "amount": 1.5]
        #expect(try await boss.post("/api/admin/services", yen).complainedFields == ["amount"])
        // Stripe's minimum for the currency, or nothing.
        for (currency, amount, status) in [("usd", 0.49, 422), ("usd", 0.5, 201), ("jpy", 49, 422), ("usd", 0, 201)]
            as [(String, Double, Int)]
        {
            let body: [String: any Sendable] = [
                "title": "Priced \(currency) \(amount)", "duration": 60, "currency": currency, "amount": amount,
            ]
            let answer = try await boss.post("/api/admin/services", body)
            #expect(answer.status == status, "\(answer)")
            if status == 422 { #expect(answer.complainedFields == ["amount"], "\(answer)") }
        }
        let now = try await boss.get("/api/admin/services").text
        #expect(
            try await boss.patch("/api/admin/services/\(practice.service)", ["amount": 0.2]).complainedFields == [
                "amount"
            ])
        #expect(
            try await boss.post("/api/admin/services", ["title": "相談", "duration": 60]).complainedFields == ["slug"])
        #expect(try await boss.get("/api/admin/services").text == now)
    }

    @Test("a slug belongs to one service")
    func slugs() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let taken = try await boss.post("/api/admin/services", ["title": "CONSULTATION", "duration": 60])
        #expect(taken.status == 409 && taken.code == "slug_taken")
        let other = try await boss.addService("CONSULTATION", 60, ["slug": "other"])
        #expect(try await boss.patch("/api/admin/services/\(other)", ["slug": "consultation"]).code == "slug_taken")
        let own = try await boss.patch("/api/admin/services/\(other)", ["slug": "other", "title": "Other"])
        #expect(own.status == 200)
        #expect(try await boss.get("/api/admin/services/\(other)").object("service").text("title") == "Other")
        #expect(try await boss.addService("相談", 60, ["slug": "talk"]) != other)
    }

    @Test("a change touches what was sent and nothing else; null empties a description")
    func change() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let id = try await boss.addService(
            "Talk", 60, ["description": "Long\n\ntext", "amount": 12.5, "buffer_after": 10, "slot_step": 15])
        let before = try await boss.get("/api/admin/services/\(id)").text
        #expect(try await boss.patch("/api/admin/services/\(id)", [:]).text == before)
        let changed = try await boss.patch("/api/admin/services/\(id)", ["title": "Chat"])
        #expect(changed.text == before.replacing(#""title":"Talk""#, with: #""title":"Chat""#))
        let emptied = try await boss.ask(
            "PATCH", "/api/admin/services/\(id)", bytes: Data(#"{"description":null}"#.utf8), type: "application/json")
        #expect(emptied.status == 200)
        #expect(try emptied.object("service").isNull("description"))
        #expect(try await boss.patch("/api/admin/services/99", ["title": "x"]).status == 404)
        let actions = try await practice.texts("SELECT action FROM audit WHERE action LIKE 'service.%' ORDER BY id")
        #expect(actions == ["service.created", "service.changed", "service.changed", "service.changed"])
    }

    @Test("another currency needs another amount, for minor units differ")
    func currency() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let paid = try await boss.addService("Paid", 60, ["amount": 100])
        let path = "/api/admin/services/\(paid)"
        #expect(try await boss.patch(path, ["currency": "jpy"]).complainedFields == ["amount"])
        #expect(try await boss.patch(path, ["currency": "USD"]).text.contains(#""amount":100.00,"currency":"usd""#))
        let yen = try await boss.patch(path, ["currency": "jpy", "amount": 9_000])
        #expect(yen.text.contains(#""amount":9000,"currency":"jpy""#))
        let free = try await boss.patch("/api/admin/services/\(practice.service)", ["currency": "jpy"])
        #expect(free.text.contains(#""amount":0,"currency":"jpy""#))
    }

    @Test("a service with bookings cannot be deleted, only made inactive; one without can")
    func delete() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let booked = try await jo.mustBook(jan("06T09:00"))
        #expect(try await jo.post("/api/bookings/\(booked)/cancel").status == 200)
        let refused = try await boss.delete("/api/admin/services/\(practice.service)")
        #expect(refused.status == 409 && refused.code == "service_has_bookings")
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["active": false]).status == 200)
        #expect(try await practice.visitor.get("/api/services").array("services").isEmpty)
        #expect(try await boss.get("/api/admin/services").array("services").count == 1)
        let slots = try await practice.visitor.get(
            "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06")
        #expect(slots.status == 404 && slots.code == "not_found")
        let inactive = try await jo.book(jan("06T09:00"))
        #expect(inactive.status == 422 && inactive.complainedFields == ["service_id"])
        let other = try await boss.addService("Other", 60)
        #expect(try await boss.delete("/api/admin/services/\(other)").status == 204)
        #expect(try await boss.delete("/api/admin/services/\(other)").status == 404)
        #expect(try await boss.get("/api/admin/services/\(other)").status == 404)
    }

    @Test("a new currency needs a new amount, because 100 dollars are not 10,000 yen; free stays free")
    func currencyChange() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let path = "/api/admin/services/\(practice.service)"
        #expect(try await boss.patch(path, ["currency": "eur"]).object("service").text("currency") == "eur")
        #expect(try await boss.patch(path, ["amount": 100, "currency": "usd"]).text.contains(#""amount":100.00,"#))
        for body: [String: any Sendable] in [["currency": "jpy"], ["currency": "jpy", "amount": NSNull()]] {
            let refused = try await boss.patch(path, body)
            #expect(refused.status == 422 && refused.complainedFields == ["amount"], "\(refused)")
            #expect(try refused.array("errors")[0].text("message") == "is needed")
        }
        #expect(try await boss.get(path).text.contains(#""amount":100.00,"currency":"usd""#))
        #expect(try await boss.patch(path, ["currency": "USD", "duration": 30]).status == 200, "the same as before")
        let yen = try await boss.patch(path, ["currency": "jpy", "amount": 9_000])
        #expect(yen.status == 200 && yen.text.contains(#""amount":9000,"currency":"jpy""#), "\(yen)")
    }
}
