import App
import Foundation
import Testing
import Wire

@Suite("What was not sent or done")
struct FailureTests {
    /// With mails of two kinds that the mail server refused for good.
    private static func parked() async throws -> (practice: Practice, boss: Asker) {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        practice.letters.fail(SMTPError.permanent(code: 550, text: "No such mailbox."))
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("09T09:00"))
        try await practice.work()
        practice.letters.fail(nil)
        return (practice, boss)
    }

    private static func count(_ boss: Asker, _ state: String) async throws -> Int64 {
        try await boss.get("/api/admin/mails?status=\(state)").int("total")
    }

    @Test("mails that were given up are sent again by kind, and all at once, and each arrives once")
    func resend() async throws {
        let (practice, boss) = try await Self.parked()
        let parked = try await Self.count(boss, "parked")
        #expect(parked >= 3)
        let one = ["status": "parked", "kind": "verify_email"]
        #expect(try await boss.post("/api/admin/mails/resend", one).int("count") == 1)
        #expect(try await boss.post("/api/admin/mails/resend", ["status": "parked"]).int("count") == parked - 1)
        #expect(try await boss.post("/api/admin/mails/resend", ["status": "parked"]).int("count") == 0)
        try await practice.work()
        #expect(practice.letters.all.count == Int(parked))
        #expect(try await Self.count(boss, "sent") == parked)
    }

    @Test("a mail that waits for its next try waits no longer where an admin wishes it")
    func hasten() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        practice.letters.fail(SMTPError.passing(code: 451, text: "Later."))
        _ = try await boss.mustBook(jan("09T09:00"))
        try await practice.work()
        practice.letters.fail(nil)
        try await practice.work()
        #expect(practice.letters.all.isEmpty, "its next try is to come")
        #expect(try await boss.post("/api/admin/mails/resend", ["status": "due"]).int("count") == 1)
        try await practice.work()
        #expect(practice.letters.all.count == 1)
    }

    @Test("a mail that is given up is never sent, and one that was sent stays sent")
    func giveUp() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        _ = try await boss.mustBook(jan("09T09:00"))
        let id = try #require(try await boss.get("/api/admin/mails").array("mails").first).int("id")
        let given = try await boss.post("/api/admin/mails/\(id)/give-up")
        #expect(try given.object("mail").text("state") == "dropped", "\(given)")
        try await practice.work()
        #expect(practice.letters.all.isEmpty)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == [0])
        #expect(try await boss.post("/api/admin/mails/\(id)/resend").status == 200)
        try await practice.work()
        let late = try await boss.post("/api/admin/mails/\(id)/give-up")
        #expect(try late.object("mail").text("state") == "sent" && practice.letters.all.count == 1)
        #expect(try await boss.post("/api/admin/mails/999999/give-up").status == 404)
    }

    @Test("deliveries that were given up are sent again, one webhook's alone where it is named")
    func deliveries() async throws {
        let told = try await ToldPractice.open()
        let (other, _) = try await told.boss.addWebhook("https://other.example/hook", [:])
        _ = try await told.boss.mustBook(jan("09T09:00"))
        try await told.practice.run("UPDATE webhook_deliveries SET state = 'parked', error = 'The answer was 500.'")
        try await told.practice.run("DELETE FROM jobs WHERE kind = 'webhook'")
        let path = "/api/admin/webhook-deliveries"
        let all = try await told.boss.get("\(path)?status=parked").int("total")
        #expect(all >= 2 && all % 2 == 0)
        let wish: [String: any Sendable] = ["status": "parked", "webhook_id": other]
        #expect(try await told.boss.post("\(path)/resend", wish).int("count") == all / 2)
        #expect(try await told.boss.post("\(path)/give-up", ["status": "parked"]).int("count") == all / 2)
        try await told.practice.work()
        #expect(told.practice.calls.all.count == Int(all / 2))
        #expect(try await told.boss.get("\(path)?status=dropped").int("total") == all / 2)
    }

    @Test("a job that failed tells its reason, is tried again at once, and is given up where nothing hangs on it")
    func jobs() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        try await practice.addFailedJob("remind", "No room.")
        try await practice.addFailedJob("give_back", "No money.", subject: 2)
        let jobs = try await boss.get("/api/admin/jobs").array("jobs")
        #expect(
            try jobs.map { try $0.text("kind") + " " + $0.text("error") } == ["give_back No money.", "remind No room."])
        #expect(try jobs[0].int("booking_id") == 2 && jobs[0].int("failures") == 3)
        let (money, reminder) = (try jobs[0].int("id"), try jobs[1].int("id"))
        #expect(try await boss.post("/api/admin/jobs/\(money)/give-up").status == 403)
        let retried = try await boss.post("/api/admin/jobs/\(money)/retry").object("job")
        #expect(try retried.text("due_at") == practice.clock.now.formatted(.iso8601))
        #expect(try await boss.post("/api/admin/jobs/retry", ["kind": "remind"]).int("count") == 1)
        #expect(try await boss.post("/api/admin/jobs/\(reminder)/give-up").status == 204)
        #expect(try await boss.get("/api/admin/jobs").int("total") == 1)
    }

    @Test("a refund that the company refuses stands there with its reason, and leaves once it went through")
    func refund() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? .keyRefused : nil }
        let refund = try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10])
        #expect(refund.status == 200, "\(refund)")
        try await paid.practice.work()
        let job = try #require(try await paid.boss.get("/api/admin/jobs").array("jobs").first)
        #expect(try job.text("kind") == "refund" && job.int("booking_id") == id)
        #expect(try job.text("error").contains("Invalid API Key"))
        paid.stripe.set { _ in nil }
        #expect(try await paid.boss.post("/api/admin/jobs/retry").int("count") == 1)
        try await paid.practice.work()
        #expect(try await paid.boss.get("/api/admin/jobs").int("total") == 0)
    }
}
