import App
import Foundation
import Testing

@Suite("Idempotency-Key")
struct IdempotencyTests {
    private static let key = "Idempotency-Key"

    @Test("50 twins at once make one booking, and all but one are told that it is a repetition")
    func twins() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com").with(Self.key, "twin")
        let answers = try await atOnce(Array(0..<50)) { _ in try await jo.book(jan("06T09:00"), ["notes": "Hi"]) }
        #expect(answers.allSatisfy { $0.status == 201 }, "\(answers.first { $0.status != 201 }.debugDescription)")
        // The same text is the same booking.
        #expect(answers.allSatisfy { $0.text == answers[0].text })
        #expect(answers.count { $0.header("Idempotent-Replayed") == "true" } == 49)
        #expect(answers.count { $0.header("Idempotent-Replayed") == nil } == 1)
        #expect(try await practice.stretches().count == 1)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation'") == [2])
    }

    @Test("the same key with another request is refused, whichever field differs")
    func otherRequest() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let other = try await boss.addService("Other", 60)
        let jo = try await practice.register("jo@example.com").with(Self.key, "k")
        _ = try await jo.mustBook(jan("06T09:00"), ["notes": "a"])
        let others = [
            try await jo.book(jan("06T10:00"), ["notes": "a"]), try await jo.book(jan("06T09:00"), ["notes": "b"]),
            try await jo.book(jan("06T09:00")), try await jo.book(jan("06T09:00"), service: other, ["notes": "a"]),
        ]
        for answer in others { #expect(answer.status == 422 && answer.code == "idempotency_key_reused", "\(answer)") }
        // The same instant in another spelling is the same request.
        #expect(try await jo.book("2026-01-06T10:00:00+01:00", ["notes": " a "]).status == 201)
        #expect(try await practice.stretches().count == 1)
    }

    @Test("a key belongs to one person")
    func otherPerson() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com").with(Self.key, "k")
        let ann = try await practice.register("ann@example.com").with(Self.key, "k")
        let first = try await jo.mustBook(jan("06T09:00"))
        let second = try await ann.book(jan("06T10:00"))
        #expect(second.status == 201 && second.header("Idempotent-Replayed") == nil)
        #expect(try second.object("booking").int("id") != first)
        #expect(try await ann.book(jan("06T09:00")).code == "idempotency_key_reused")
    }

    @Test("a repetition shows the booking as it is now")
    func replayShowsPresent() async throws {
        let practice = try await Practice.open()
        let client = try await practice.register("jo@example.com")
        let jo = client.with(Self.key, "k")
        let id = try await jo.mustBook(jan("06T09:00"))
        #expect(try await client.post("/api/bookings/\(id)/cancel").status == 200)
        let again = try await jo.book(jan("06T09:00"))
        #expect(again.status == 201 && again.header("Location") == "/api/bookings/\(id)")
        #expect(try again.object("booking").text("status") == "cancelled")
        #expect(try await practice.stretches().count == 1)
    }

    @Test("a key is remembered for 24 hours to the second, and housekeeping clears it away")
    func forgotten() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com").with(Self.key, "k")
        let other = jo.with(Self.key, "other")
        _ = try await jo.mustBook(jan("07T09:00"))
        _ = try await other.mustBook(jan("07T10:00"))
        // Tokens last an hour; the person signs in again a day later.
        practice.clock.move(seconds: 86_399)
        var later = try await practice.signIn("jo@example.com").with(Self.key, "k")
        #expect(try await later.book(jan("07T09:00")).header("Idempotent-Replayed") == "true")
        practice.clock.move(seconds: 1)
        let fresh = try await later.book(jan("07T11:00"))
        #expect(fresh.status == 201 && fresh.header("Idempotent-Replayed") == nil)
        try await practice.app.prepare()
        practice.clock.move(seconds: 1)
        try await practice.work()
        #expect(try await practice.texts("SELECT key FROM idempotency_keys") == ["k"])
        later = later.with(Self.key, "other")
        #expect(try await later.book(jan("07T10:00")).code == "slot_taken")
    }

    @Test("only success is kept: a refused request may be sent again with its key")
    func onlySuccess() async throws {
        let practice = try await Practice.open()
        let ann = try await practice.register("ann@example.com")
        let jo = try await practice.register("jo@example.com").with(Self.key, "k")
        let blocking = try await ann.mustBook(jan("06T09:00"))
        #expect(try await jo.book(jan("06T09:00")).code == "slot_taken")
        #expect(try await jo.book(jan("06T03:00")).code == "slot_unavailable")
        #expect(try await jo.book(jan("06T09:00"), service: 99).code == "validation_failed")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM idempotency_keys") == [0])
        #expect(try await ann.post("/api/bookings/\(blocking)/cancel").status == 200)
        let booked = try await jo.book(jan("06T09:00"))
        #expect(booked.status == 201 && booked.header("Idempotent-Replayed") == nil)
    }

    @Test("a key has one to 255 printable signs, blanks among them")
    func length() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let long = try await jo.with(Self.key, String(repeating: "k", count: 256)).book(jan("06T09:00"))
        #expect(long.status == 422 && long.complainedFields == ["Idempotency-Key"])
        #expect(try await jo.with(Self.key, String(repeating: "k", count: 255)).book(jan("06T09:00")).status == 201)
        for key in ["", "ä", "😀"] {
            let refused = try await jo.with(Self.key, key).book(jan("06T10:00"))
            #expect(refused.status == 422 && refused.complainedFields == ["Idempotency-Key"], "\(key): \(refused)")
        }
        #expect(try await jo.with(Self.key, "one of mine, ~!").book(jan("06T10:00")).status == 201)
    }
}
