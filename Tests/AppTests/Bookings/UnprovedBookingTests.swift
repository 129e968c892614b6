import App
import Foundation
import Testing

@Suite("Bookings of somebody whose address is not proved")
struct UnprovedBookingTests {
    static func prove(_ practice: Practice, _ email: String = "jo@example.com") async throws {
        try await practice.work()
        let token = try practice.linkToken(to: email)
        #expect(try await practice.visitor.post("/api/auth/verify-email", ["token": token]).status == 204)
    }

    @Test("two coming ones at most, counted also where all come at once; past and cancelled ones leave room")
    func two() async throws {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com", proved: false)
        let starts = (9...16).map { jan(String(format: "06T%02d:00", $0)) }
        let answers = try await atOnce(starts) { try await jo.book($0) }
        #expect(answers.count { $0.status == 201 } == 2)
        let refused = answers.filter { $0.status != 201 }
        #expect(refused.allSatisfy { $0.status == 403 && $0.code == "email_not_verified" }, "\(refused[0])")
        let ids = try await practice.numbers("SELECT id FROM bookings ORDER BY id")
        #expect(try await jo.post("/api/bookings/\(ids[0])/cancel").status == 200)
        _ = try await jo.mustBook(jan("07T09:00"))
        practice.clock.move(hours: 36)
        _ = try await jo.mustBook(jan("07T10:00"))
        #expect(try await jo.book(jan("08T10:00")).code == "email_not_verified")
        let boss = try await practice.boss()
        let body: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": jan("08T10:00"), "user_id": jo.userID,
        ]
        #expect(try await boss.post("/api/admin/bookings", body).status == 201)
        try await Self.prove(practice)
        _ = try await jo.mustBook(jan("08T11:00"))
    }

    @Test("admins, hosts and accounts of before are free of it, and so is everybody without limits")
    func free() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let host = try await practice.register("host@example.com", proved: false)
        #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        let old = try await practice.register("old@example.com", proved: false)
        try await practice.run("UPDATE users SET vouched_for = 1 WHERE id = \(old.userID)")
        let unlimited = try await practice.anotherServer { $0.rateLimits = false }
        let jo = try await practice.register("jo@example.com", proved: false).on(unlimited)
        for (hour, asker) in [boss, host, old, jo].enumerated() {
            for day in ["06", "07", "08"] { _ = try await asker.mustBook(jan("\(day)T1\(hour):00")) }
        }
    }

    @Test("with BOOKING_NEEDS_PROOF a free booking is kept for half an hour, and firm at the proof")
    func proofFirst() async throws {
        let practice = try await Practice.openForLong { $0.bookingNeedsProof = true }
        let jo = try await practice.register("jo@example.com", proved: false)
        let answer = try await jo.book(jan("06T09:00"))
        #expect(try answer.status == 201 && answer.json().isNull("payment"))
        let booking = try answer.object("booking")
        #expect(try booking.text("status") == "pending" && booking.text("payment_status") == "not_required")
        #expect(try booking.text("hold_expires_at") == jan("05T08:30"))
        #expect(booking.isNull("personalized_meeting_url") && booking.isNull("jitsi_room_url"))
        #expect(try await practice.visitor.slots("2026-01-06").contains(jan("06T09:00")) == false)
        try await practice.work()
        #expect(practice.letters.all.allSatisfy { $0.subject == "Please confirm your e-mail address" })
        try await Self.prove(practice)
        let id = try booking.int("id")
        let firm = try await jo.get("/api/bookings/\(id)").object("booking")
        #expect(try firm.text("status") == "scheduled" && firm.isNull("hold_expires_at"))
        try await practice.work()
        #expect(practice.letters.all.count { $0.subject.hasPrefix("Your booking") } == 1)
        let toHost = practice.letters.letters(to: "boss@example.com")
        #expect(toHost.count == 1 && toHost[0].subject.hasPrefix("New"))
        practice.clock.move(hours: 1)
        try await practice.work()
        #expect(try await jo.get("/api/bookings/\(id)").object("booking").text("status") == "scheduled")
        _ = try await jo.mustBook(jan("06T10:00"))
        #expect(try await practice.texts("SELECT status FROM bookings") == ["scheduled", "scheduled"])
        try await practice.expectSoundCalendar()
    }

    @Test("what a client has to come is counted by one question, whatever there is to be judged by it")
    func oneCount() async throws {
        let practice = try await Practice.openForLong { $0.bookingNeedsProof = true }
        let book = PlanBook()
        let watched = try await practice.anotherServer(on: book.door(to: practice.app.database))
        let jo = try await practice.register("jo@example.com", proved: false).on(watched)
        _ = try await jo.mustBook(jan("06T09:00"))
        let counts = book.plans.map(\.statement).filter { $0.contains("COUNT(") && $0.contains("FROM bookings") }
        #expect(counts.count == 1, "\(counts)")
    }

    @Test("it ends after half an hour, or at its start where that is sooner, and three are kept at most")
    func unprovedInTime() async throws {
        let practice = try await Practice.openForLong { $0.bookingNeedsProof = true }
        let jo = try await practice.register("jo@example.com", proved: false)
        let ids = try await [9, 10, 11].asyncMap { try await jo.mustBook(jan(String(format: "06T%02d:00", $0))) }
        let fourth = try await jo.book(jan("06T12:00"))
        #expect(fourth.status == 429 && fourth.code == "too_many_holds" && fourth.header("Retry-After") == "1800")
        #expect(try await jo.post("/api/bookings/\(ids[0])/cancel").status == 200)
        practice.clock.move(seconds: 1_799)
        try await practice.work()
        let states = { try await practice.texts("SELECT status FROM bookings ORDER BY id") }
        #expect(try await states() == ["cancelled", "pending", "pending"])
        practice.clock.move(seconds: 1)
        try await Self.prove(practice)
        #expect(try await states() == ["cancelled", "expired", "expired"])
        try await practice.work()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind IN ('proof', 'hold')") == [0])
        #expect(try await practice.visitor.slots("2026-01-06").count == 8)
        try await practice.expectSoundCalendar()
    }

    @Test("what is asked for again and again before the proof shows no payment, and one right after it")
    func askedOften() async throws {
        let paid = try await PaidPractice.open { $0.bookingNeedsProof = true }
        let jo = try await paid.practice.register("jo@example.com", proved: false)
        let services = [paid.practice.service, paid.service]
        let ids = try await [0, 1].asyncMap { try await jo.mustBook(jan("08T1\($0):00"), service: services[$0]) }
        for id in ids + ids { #expect(try await jo.get("/api/bookings/\(id)").json().isNull("payment"), "\(id)") }
        try await Self.prove(paid.practice)
        #expect(try await jo.get("/api/bookings/\(ids[0])").json().isNull("payment"))
        _ = try await jo.get("/api/bookings/\(ids[1])").object("payment").text("client_secret")
    }

    @Test("what has a price is paid after the proof, within the time of a hold from then on")
    func payment() async throws {
        let paid = try await PaidPractice.open { $0.bookingNeedsProof = true }
        let jo = try await paid.practice.register("jo@example.com", proved: false)
        let keyed = jo.with("Idempotency-Key", "one")
        let answer = try await keyed.book(jan("08T10:00"), service: paid.service)
        #expect(try answer.status == 201 && answer.json().isNull("payment"))
        let id = try answer.object("booking").int("id")
        #expect(try await paid.status(id) == "pending requires_payment_method")
        for _ in 0..<2 { #expect(try await jo.get("/api/bookings/\(id)").json().isNull("payment")) }
        paid.practice.clock.move(seconds: 1_200)
        try await Self.prove(paid.practice)
        let again = try await keyed.book(jan("08T10:00"), service: paid.service)
        #expect(again.status == 201 && again.header("Idempotent-Replayed") == "true")
        #expect(try again.object("booking").text("hold_expires_at") == jan("05T08:35"))
        paid.practice.clock.move(seconds: 840)
        try await paid.practice.work()
        try paid.stripe.pay(try again.object("payment").text("client_secret"))
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        let late = try await paid.practice.register("late@example.com", proved: false)
        let lost = try await late.book(jan("08T11:00"), service: paid.service).object("booking").int("id")
        let given = try await late.book(jan("08T12:00"), service: paid.service).object("booking").int("id")
        #expect(try await late.post("/api/bookings/\(given)/cancel").status == 200)
        paid.practice.clock.move(seconds: 1_800)
        try await paid.practice.work()
        #expect(try await paid.status(lost) == "expired canceled")
        #expect(try await paid.status(given) == "cancelled canceled")
    }
}

extension Sequence where Element: Sendable {
    /// One after the other.
    func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var all: [T] = []
        for element in self { all.append(try await body(element)) }
        return all
    }
}
