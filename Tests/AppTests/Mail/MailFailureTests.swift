import Foundation
import Testing
import Wire

@Suite("Mails that fail")
struct MailFailureTests {
    /// A practice with one mail that is due: that of the host who booked themselves.
    private static func open() async throws -> (practice: Practice, boss: Asker) {
        let (practice, boss, _) = try await openWithBooking()
        return (practice, boss)
    }

    private static func openWithBooking() async throws -> (practice: Practice, boss: Asker, booking: Int64) {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        return (practice, boss, try await boss.mustBook(jan("09T09:00")))
    }

    private static func mail(_ boss: Asker) async throws -> Fields {
        try #require(try await boss.get("/api/admin/mails").array("mails").last)
    }

    @Test("a passing failure is tried again after growing waits, and parked after twelve")
    func passing() async throws {
        let (practice, boss) = try await Self.open()
        practice.letters.fail(SMTPError.passing(code: 451, text: "Come back later"))
        try await practice.work()
        for attempt in 1...12 {
            let mail = try await Self.mail(boss)
            #expect(try mail.int("attempts") == attempt && mail.text("error") == "451 Come back later")
            #expect(try mail.text("state") == (attempt < 12 ? "due" : "parked") && mail.isNull("sent_at"))
            guard attempt < 12 else { break }
            let due = try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'mail'")
            let wait = Double(due[0]) - practice.clock.now.timeIntervalSince1970
            let longest = min(60 * pow(2, Double(attempt - 1)), 6 * 3_600)
            #expect(wait <= longest && wait >= (longest * 0.75).rounded(.down), "wait \(attempt) is \(wait) s")
            practice.clock.move(seconds: wait - 1)
            try await practice.work()
            #expect(try await Self.mail(boss).int("attempts") == attempt)
            practice.clock.move(seconds: 1)
            try await practice.work()
        }
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == [0])
        #expect(practice.letters.all.isEmpty)
    }

    @Test("a mail that failed some times arrives once the server is back, once")
    func recovers() async throws {
        let (practice, boss) = try await Self.open()
        practice.letters.fail(SMTPError.passing(code: nil, text: "No connection."))
        for _ in 0..<8 { try await practice.live(hours: 0.125) }
        practice.letters.fail(nil)
        try await practice.live(hours: 2)
        #expect(practice.letters.all.count == 1)
        let mail = try await Self.mail(boss)
        #expect(try mail.text("state") == "sent" && mail.isNull("error") && mail.int("attempts") > 3)
        #expect(!mail.isNull("sent_at"))
    }

    @Test("a permanent failure is parked at once; an admin sees it and resends it once the address is right")
    func permanent() async throws {
        let (practice, boss) = try await Self.open()
        practice.letters.fail(SMTPError.permanent(code: 550, text: "No such person here"))
        try await practice.work()
        let parked = try await boss.get("/api/admin/mails?state=parked")
        #expect(try parked.int("total") == 1)
        let mail = try parked.array("mails")[0]
        #expect(
            mail.names == [
                "id", "kind", "role", "booking_id", "user_id", "to", "state", "attempts", "error", "created_at",
                "send_at",
                "sent_at",
            ])
        #expect(try mail.text("kind") == "confirmation" && mail.text("role") == "host" && mail.int("attempts") == 1)
        #expect(try mail.text("to") == "boss@example.com" && mail.text("error") == "550 No such person here")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == [0])

        practice.letters.fail(nil)
        let id = try mail.int("id")
        let resent = try await boss.post("/api/admin/mails/\(id)/resend")
        #expect(resent.status == 200)
        #expect(try resent.object("mail").text("state") == "due" && resent.object("mail").isNull("error"))
        #expect(try await boss.post("/api/admin/mails/\(id)/resend").code == "mail_due")
        try await practice.work()
        #expect(try await Self.mail(boss).text("state") == "sent" && practice.letters.all.count == 1)
        #expect(try await boss.post("/api/admin/mails/\(id)/resend").status == 200)
        try await practice.work()
        #expect(practice.letters.all.count == 2 && Set(practice.letters.all.map(\.messageID)).count == 1)
        #expect(try await boss.post("/api/admin/mails/99/resend").status == 404)
        let actions = try await practice.texts("SELECT action FROM audit WHERE action LIKE 'mail.%'")
        #expect(actions == ["mail.resent", "mail.resent"])
    }

    @Test("one address that fails delays nobody else's mail")
    func others() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        practice.letters.fail(SMTPError.permanent(code: 550, text: "No"))
        try await practice.work()
        practice.letters.fail(nil)
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        #expect(practice.letters.all.count == 2)
        let boss = try await practice.boss()
        #expect(
            try await boss.get("/api/admin/mails?state=parked").array("mails").map { try $0.text("kind") } == [
                "verify_email"
            ])
        #expect(try await boss.get("/api/admin/mails?limit=1").array("mails").count == 1)
        #expect(try await boss.get("/api/admin/mails").int("total") == 3)
        #expect(try await boss.get("/api/admin/mails?state=lost").complainedFields == ["state"])
        #expect(try await jo.get("/api/admin/mails").status == 403)
    }

    @Test("a mail that is no longer true is not sent again, and the record of its sending stays")
    func untrueResend() async throws {
        let (practice, boss, booking) = try await Self.openWithBooking()
        try await practice.work()
        #expect(try await boss.post("/api/bookings/\(booking)/cancel").status == 200)
        try await practice.work()
        let count = practice.letters.all.count
        let confirmation = try await Self.mail(boss).int("id")
        let before = try await boss.get("/api/admin/mails").text
        let refused = try await boss.post("/api/admin/mails/\(confirmation)/resend")
        #expect(refused.status == 409 && refused.code == "mail_outdated")
        try await practice.work()
        #expect(practice.letters.all.count == count)
        #expect(try await boss.get("/api/admin/mails").text == before)
        #expect(try await Self.mail(boss).text("state") == "sent")
    }
}
