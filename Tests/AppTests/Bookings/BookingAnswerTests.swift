import Foundation
import Testing

@Suite("How a booking is answered")
struct BookingAnswerTests {
    private static let shared: Set = [
        "id", "user_id", "service_id", "service_title", "host_id", "host_name", "scheduled_at", "ends_at", "duration",
        "status", "jitsi_room_id", "jitsi_room_url", "amount", "currency", "payment_status", "amount_refunded",
        "refund_policy", "hold_expires_at", "notes",
        "change_deadline", "cancelled_at", "cancel_reason", "created_at", "updated_at", "cancelled_by", "meeting",
        "answers", "withdrawal",
    ]
    private static let own = shared.union(["personalized_meeting_url"])
    private static let practices = shared.union(["admin_meeting_url", "user", "clash", "private_notes"])

    @Test("a booking carries every documented field, and `payment` is null")
    func shape() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "O'Hara & Co"])
        let answer = try await jo.book(jan("06T09:00"), ["notes": "  Knee\r\nand hip  "])
        #expect(answer.status == 201 && answer.header("Cache-Control") == "no-store")
        #expect(try answer.json().names == ["booking", "payment"] && answer.json().isNull("payment"))
        let booking = try answer.object("booking")
        #expect(booking.names == Self.own)
        let id = try booking.int("id")
        #expect(answer.header("Location") == "/api/bookings/\(id)")
        #expect(try booking.int("user_id") == jo.userID && booking.int("service_id") == practice.service)
        #expect(try booking.int("host_id") == practice.bossID)
        #expect(try booking.text("scheduled_at") == jan("06T09:00") && booking.text("ends_at") == jan("06T10:00"))
        #expect(try booking.int("duration") == 60 && booking.text("status") == "scheduled")
        #expect(try booking.text("service_title") == "Consultation" && booking.text("host_name") == "Consultant")
        #expect(try booking.text("notes") == "Knee\nand hip" && booking.text("payment_status") == "not_required")
        #expect(try booking.text("change_deadline") == jan("06T09:00"))
        #expect(try booking.text("created_at") == jan("05T08:00") && booking.text("updated_at") == jan("05T08:00"))
        #expect(booking.isNull("cancelled_at") && booking.isNull("cancel_reason") && booking.isNull("cancelled_by"))
        #expect(answer.text.contains(#""amount":0.00,"currency":"usd""#), "\(answer)")
        let room = try booking.text("jitsi_room_id")
        let named = try #require(room.wholeMatch(of: /booking-([0-9]+)-1767600000-[a-z0-9]{26,}/), "\(room)")
        #expect(named.output.1 == "\(id)")
        #expect(try booking.text("jitsi_room_url") == "https://meet.jit.si/\(room)")
        let link = "https://meet.jit.si/\(room)#userInfo.displayName=%22Jo%20O%5Cu2019Hara%20%5Cu0026%20Co%22"
        #expect(try booking.text("personalized_meeting_url") == link)
    }

    @Test("each endpoint gives the form of those whom it is for, with the asker's own name in the link")
    func forms() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let id = try await jo.mustBook(jan("06T09:00"))
        let shown = try await jo.get("/api/bookings/\(id)").object("booking")
        let room = try shown.text("jitsi_room_url")
        let moderator = room + "#userInfo.displayName=%22Consultant%22"
        let rights = "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"
        #expect(try await jo.get("/api/bookings").array("bookings")[0].names == Self.own)
        // The host at the client's door: their own name, in the participant's form.
        #expect(
            try await boss.get("/api/bookings/\(id)").object("booking").text("personalized_meeting_url") == moderator)
        for path in ["/api/admin/bookings", "/api/host/bookings"] {
            let listed = try await boss.get(path).array("bookings")[0]
            #expect(listed.names == Self.practices)
            #expect(try listed.text("admin_meeting_url") == moderator + rights)
            let user = try listed.object("user")
            #expect(user.names == ["id", "email", "name"])
            #expect(
                try user.int("id") == jo.userID && user.text("email") == "jo@example.com" && user.text("name") == "Jo")
        }
        let linkOfJo = try await jo.get("/api/meetings/\(id)/link").json()
        #expect(
            linkOfJo.names == [
                "booking_id", "meeting_url", "display_name", "is_admin", "scheduled_at", "duration", "status",
                "role",
            ])
        #expect(try linkOfJo.text("meeting_url") == room + "#userInfo.displayName=%22Jo%22")
        #expect(try !linkOfJo.flag("is_admin") && linkOfJo.text("display_name") == "Jo")
        let linkOfHost = try await boss.get("/api/meetings/\(id)/link").json()
        #expect(try linkOfHost.text("meeting_url") == moderator + rights && linkOfHost.flag("is_admin"))
    }

    @Test(
        "links exist only while a booking is scheduled, the room not before",
        arguments: ["pending", "scheduled", "completed", "no_show", "cancelled", "expired"])
    func links(status: String) async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        let room = try await jo.get("/api/bookings/\(id)").object("booking").text("jitsi_room_id")
        try await practice.run(
            "UPDATE bookings SET status = \(status), hold_expires_at = \(Date(timeIntervalSince1970: 2e9))")
        let isScheduled = status == "scheduled"
        let isTold = !["pending", "expired"].contains(status)
        let own = try await jo.get("/api/bookings/\(id)").object("booking")
        let practices = try await boss.get("/api/admin/bookings").array("bookings")[0]
        #expect(own.isNull("personalized_meeting_url") == !isScheduled)
        #expect(practices.isNull("admin_meeting_url") == !isScheduled)
        #expect(try await jo.get("/api/meetings/\(id)/link").json().isNull("meeting_url") == !isScheduled)
        for booking in [own, practices] {
            #expect(booking.isNull("jitsi_room_id") == !isTold && booking.isNull("jitsi_room_url") == !isTold)
        }
        for path in ["/api/bookings/\(id)", "/api/bookings", "/api/bookings/\(id)/calendar.ics"] where !isTold {
            #expect(try await !jo.get(path).text.contains(room), "\(path) tells the room")
        }
    }

    @Test(
        "amounts are decimal numbers with the digits of their currency",
        arguments: [
            ("usd", "100", "100.00"), ("eur", "0.59", "0.59"), ("jpy", "5000", "5000"), ("kwd", "1.5", "1.500"),
            ("chf", "999999.99", "999999.99"),
        ])
    func amounts(currency: String, sent: String, written: String) async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let body = #"{"title":"Paid","duration":60,"amount":\#(sent),"currency":"\#(currency.uppercased())"}"#
        let made = try await boss.ask(
            "POST", "/api/admin/services", bytes: Data(body.utf8), type: "application/json")
        let expected = #""amount":\#(written),"currency":"\#(currency)""#
        #expect(made.status == 201 && made.text.contains(expected), "\(made)")
        let service = try made.object("service").int("id")
        let booked = try await jo.book(jan("06T09:00"), service: service)
        #expect(booked.status == 201 && booked.text.contains(expected), "\(booked)")
        // Without a payment company a priced service is booked at once and paid later.
        #expect(try booked.object("booking").text("payment_status") == "requires_payment_method")
        #expect(try booked.object("booking").text("status") == "scheduled" && booked.json().isNull("payment"))
        #expect(try await boss.get("/api/admin/bookings.csv").text.contains(",\(written),\(currency),"))
    }

    @Test("a request that cannot be read names its fields")
    func complaints() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let service = practice.service
        let cases: [([String: any Sendable], [String])] = [
            ([:], ["service_id", "scheduled_at"]),
            (["service_id": "1", "scheduled_at": 7], ["service_id", "scheduled_at"]),
            (["service_id": service, "scheduled_at": "tomorrow"], ["scheduled_at"]),
            (["service_id": service, "scheduled_at": jan("06T09:01")], ["scheduled_at"]),
            (["service_id": service, "scheduled_at": "2026-01-06T09:00:00.5Z"], ["scheduled_at"]),
            (["service_id": service, "scheduled_at": "2026-01-06T09:00:00"], ["scheduled_at"]),
            (["service_id": service, "scheduled_at": "2026-02-30T09:00:00Z"], ["scheduled_at"]),
            (["service_id": service, "scheduled_at": "2026-01-06T24:00:00Z"], ["scheduled_at"]),
            (["service_id": service, "scheduled_at": "2026-01-06T09:00:00Zulu"], ["scheduled_at"]),
            (["service_id": 77, "scheduled_at": jan("06T09:00")], ["service_id"]),
            (["service_id": 1.5, "scheduled_at": jan("06T09:00")], ["service_id"]),
            (["service_id": service, "scheduled_at": jan("06T09:00"), "note": "x"], ["note"]),
            (["service_id": service, "scheduled_at": jan("06T09:00"), "notes": "a\u{7}"], ["notes"]),
            (
                [
                    "service_id": service, "scheduled_at": jan("06T09:00"),
                    "notes": String(repeating: "n", count: 2_001),
                ],
                ["notes"]
            ),
        ]
        for (body, fields) in cases {
            let answer = try await jo.post("/api/bookings", body)
            #expect(answer.status == 422 && answer.code == "validation_failed", "\(body): \(answer)")
            #expect(answer.complainedFields == fields, "\(body): \(answer)")
            #expect(!answer.text.contains("%{") && !answer.text.contains("complaint."), "\(answer)")
        }
        #expect(try await practice.stretches().isEmpty)
    }
}
