import App
import Foundation
import Testing

@Suite("Answers to what a service asks")
struct IntakeTests {
    private static func labels(_ booking: Fields) throws -> [String] {
        try booking.array("answers").map { try $0.text("label") }
    }

    @Test("a booking shows its answers as they were asked, to all who may see it, and to no webhook")
    func shown() async throws {
        let intake = try await IntakePractice.open()
        let id = try await intake.jo.mustBook(jan("06T09:00"), ["answers": intake.all])
        let answers = """
            "answers":[{"label":"Which knee?","kind":"text","value":"The left one"},\
            {"label":"Since when?","kind":"long_text","value":"June.\\nOr <May>"},\
            {"label":"Where?","kind":"one_of","value":"Outside"},\
            {"label":"When?","kind":"several_of","value":["Mornings","Nights"]},\
            {"label":"Does it hurt?","kind":"yes_no","value":false},\
            {"label":"I agree.","kind":"consent","value":true}]
            """
        for path in ["/api/bookings/\(id)", "/api/bookings", "/api/users/me/export"] {
            let shown = try await intake.jo.get(path)
            #expect(shown.text.contains(answers), "\(path): \(shown)")
        }
        for path in ["/api/admin/bookings/\(id)", "/api/host/bookings", "/api/admin/bookings"] {
            let shown = try await intake.boss.get(path)
            #expect(shown.text.contains(answers), "\(path): \(shown)")
        }
        #expect(try await !intake.jo.get("/api/bookings/\(id)/calendar.ics").text.contains("knee"))
    }

    @Test("a question that is changed or taken away changes nothing in what was answered")
    func kept() async throws {
        let intake = try await IntakePractice.open()
        let id = try await intake.jo.mustBook(jan("06T09:00"), ["answers": intake.least])
        let other: [String: any Sendable] = ["id": intake.ids["text"]!, "kind": "yes_no", "label": "Both knees?"]
        let path = "/api/admin/services/\(intake.practice.service)"
        #expect(try await intake.boss.patch(path, ["questions": [other]]).status == 200)
        let booking = try await intake.jo.get("/api/bookings/\(id)").object("booking")
        #expect(try Self.labels(booking) == ["Which knee?", "I agree."])
        #expect(try booking.array("answers")[0].text("kind") == "text")
    }

    @Test("what does not fit its question is named, all of it at once, and nothing is booked")
    func complaints() async throws {
        let intake = try await IntakePractice.open()
        let wrong: [[String: any Sendable]] = [
            intake.answer("text", String(repeating: "a", count: 501)), intake.answer("one_of", "Beside"),
            intake.answer("several_of", ["Nights", "Noons"]), intake.answer("yes_no", "yes"),
            intake.answer("consent", false), intake.answer("long_text", 7), intake.answer("long_text", "Again"),
            ["question_id": 999_999, "value": "x"],
        ]
        let answer = try await intake.jo.book(jan("06T09:00"), ["answers": wrong])
        #expect(answer.status == 422 && answer.code == "validation_failed")
        #expect(
            answer.complainedFields == [
                "answers[0].value", "answers[1].value", "answers[2].value[1]", "answers[3].value", "answers[4].value",
                "answers[5].value", "answers[6].question_id", "answers[7].question_id",
            ], "\(answer)")
        #expect(try await intake.practice.numbers("SELECT COUNT(*) FROM bookings") == [0])
        #expect(try await intake.jo.book(jan("06T09:00"), ["answers": "x"]).complainedFields == ["answers"])
        #expect(
            try await intake.jo.book(jan("06T09:00"), ["answers": [[String: String]()]]).complainedFields == [
                "answers[0].question_id"
            ]
        )
    }

    @Test("a question that must be answered is, also by whoever sends none; one that need not be may stay open")
    func required() async throws {
        let intake = try await IntakePractice.open()
        let none = try await intake.jo.book(jan("06T09:00"))
        #expect(none.complainedFields == ["answers", "answers"], "\(none)")
        #expect(none.text.contains("leaves “Which knee?” open") && none.text.contains("leaves “I agree.” open"))
        let empty = [intake.answer("text", " "), intake.answer("consent", NSNull())]
        let open = try await intake.jo.book(jan("06T09:00"), ["answers": empty])
        #expect(open.complainedFields == ["answers[0].value", "answers[1].value"], "\(open)")
        let blanks = [
            intake.answer("one_of", ""), intake.answer("several_of", [String]()), intake.answer("yes_no", NSNull()),
        ]
        let booked = try await intake.jo.book(jan("06T09:00"), ["answers": intake.least + blanks])
        #expect(booked.status == 201, "\(booked)")
        #expect(try Self.labels(try booked.object("booking")) == ["Which knee?", "I agree."])
    }

    @Test("an admin who books for a client may leave all open, and what is sent is checked")
    func forClient() async throws {
        let intake = try await IntakePractice.open()
        func book(_ start: String, _ answers: [[String: any Sendable]]) async throws -> Answer {
            try await intake.boss.post(
                "/api/admin/bookings",
                [
                    "service_id": intake.practice.service, "scheduled_at": start, "user_id": intake.jo.userID,
                    "answers": answers,
                ])
        }
        #expect(try await book(jan("06T09:00"), []).object("booking").array("answers").isEmpty)
        let wrong = try await book(jan("06T10:00"), [intake.answer("one_of", "Beside")])
        #expect(wrong.complainedFields == ["answers[0].value"])
        let some = try await book(jan("06T10:00"), [intake.answer("one_of", "Inside")])
        #expect(try Self.labels(try some.object("booking")) == ["Where?"])
    }

    @Test("under one key other answers are another request")
    func idempotency() async throws {
        let intake = try await IntakePractice.open()
        let keyed = intake.jo.with("Idempotency-Key", "once")
        let first = try await keyed.book(jan("06T09:00"), ["answers": intake.least])
        let again = try await keyed.book(jan("06T09:00"), ["answers": intake.least])
        #expect(first.status == 201 && again.text == first.text)
        let other = try await keyed.book(jan("06T09:00"), ["answers": intake.all])
        #expect(other.status == 422 && other.code == "idempotency_key_reused")
    }

    @Test("the host reads them in the mail in the host's own words, the client's mail has none")
    func mails() async throws {
        let intake = try await IntakePractice.open()
        #expect(try await intake.boss.patch("/api/users/me", ["locale": "de"]).status == 200)
        _ = try await intake.jo.mustBook(jan("06T09:00"), ["answers": intake.all])
        try await intake.practice.work()
        let host = try #require(intake.practice.letters.letters(to: "boss@example.com").last)
        for line in ["Which knee? The left one", "Does it hurt? Nein", "I agree. Zugestimmt"] {
            #expect(host.text.contains("\n\(line)\n"), "\(host.text)")
        }
        #expect(host.text.contains("\nDauer: 60 Minuten\n"), "\(host.text)")
        #expect(host.html.contains("Or &lt;May&gt;") && !host.html.contains("<May>"))
        let client = intake.practice.letters.letters(to: "jo@example.com")
        #expect(!client.isEmpty && client.allSatisfy { !$0.text.contains("knee") && !$0.html.contains("knee") })
    }

    @Test("they go with the person, and the booking stays")
    func leaving() async throws {
        let intake = try await IntakePractice.open()
        let id = try await intake.jo.mustBook(jan("06T09:00"), ["answers": intake.least])
        #expect(try await intake.jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let left = try await intake.boss.get("/api/admin/bookings/\(id)").object("booking")
        #expect(try left.array("answers").isEmpty)
        #expect(try await intake.practice.numbers("SELECT COUNT(*) FROM bookings WHERE answers IS NOT NULL") == [0])
    }

    @Test("with ANSWERS_KEPT they are forgotten so many days after the start, with the notes; without it they stay")
    func sweep() async throws {
        for days in [30, nil] {
            let intake = try await IntakePractice.open { $0.ages.answerDays = days }
            let said: [String: any Sendable] = ["answers": intake.least, "notes": "By tram"]
            let old = try await intake.jo.mustBook(jan("06T09:00"), said)
            let young = try await intake.jo.mustBook(jan("06T10:00"), said)
            // Half an hour after the thirtieth day of the first one.
            intake.practice.clock.move(hours: 25.5 + 30 * 24)
            try await intake.practice.app.database.write { try Housekeeping.plan(in: $0) }
            try await intake.practice.work()
            let left = try await intake.practice.numbers(
                "SELECT id FROM bookings WHERE answers IS NOT NULL AND notes IS NOT NULL ORDER BY id")
            #expect(left == (days == nil ? [old, young] : [young]))
            #expect(try await intake.practice.numbers("SELECT COUNT(*) FROM bookings") == [2])
        }
    }
}
