import App
import Foundation
import Testing
import Wire

@Suite("Receivers that fail for long")
struct FailingReceiverTests {
    /// A practice whose receiver fails each of `count` deliveries once.
    private static func failing(_ count: Int) async throws -> ToldPractice {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in 503 }
        for index in 0..<count {
            _ = try await told.boss.mustBook(jan(String(format: "%02dT%02d:00", 19 + index % 4, 9 + index / 4)))
        }
        try await told.practice.work()
        return told
    }

    private static func webhook(_ told: ToldPractice) async throws -> Fields {
        try await told.boss.get(told.path).object("webhook")
    }

    @Test("ten failures over an hour switch it off; admins are told by mail, by its JSON and by the audit trail")
    func switchedOff() async throws {
        let told = try await Self.failing(1)
        let practice = told.practice
        let begin = practice.clock.now
        practice.letters.forget()
        while try await Self.webhook(told).flag("active"), practice.calls.all.count < 12 {
            practice.clock.move(seconds: try await practice.webhookWait())
            try await practice.work()
        }
        #expect(practice.calls.all.count == 10)
        let webhook = try await Self.webhook(told)
        #expect(try !webhook.flag("active") && webhook.int("failures") == 10)
        #expect(try webhook.text("switched_off_because") == "failing")
        #expect(try webhook.text("failing_since") == begin.ISO8601Format())
        #expect(try webhook.text("switched_off_at") == practice.clock.now.ISO8601Format())
        let letters = practice.letters.letters(to: "boss@example.com")
        #expect(letters.map(\.subject) == ["A webhook is switched off: receiver.example"])
        #expect(letters.allSatisfy { $0.text.contains("10 times in a row") && !$0.text.contains("abcdef") })
        let audit = try await practice.texts("SELECT detail FROM audit WHERE action = 'webhook.failing'")
        #expect(audit == [#"{"webhook":"\#(told.webhook)"}"#])
        practice.clock.move(hours: 6)
        try await practice.work()
        #expect(try await told.state() == "dropped 10 The webhook is switched off.")
        #expect(practice.calls.all.count == 10)
    }

    @Test("ten failures at once, or within an hour, are an outage and switch nothing off")
    func outage() async throws {
        let told = try await Self.failing(12)
        var webhook = try await Self.webhook(told)
        #expect(try webhook.flag("active") && webhook.int("failures") == 12 && !webhook.isNull("failing_since"))
        for _ in 0..<59 {
            told.practice.clock.move(seconds: 60)
            try await told.practice.work()
        }
        webhook = try await Self.webhook(told)
        #expect(try webhook.flag("active") && webhook.int("failures") > 30)
        #expect(webhook.isNull("switched_off_at"))
    }

    @Test("one success begins the count anew, and so does a change by an admin, who can switch it on again")
    func forgiven() async throws {
        let told = try await Self.failing(12)
        told.practice.calls.answer { _ in 200 }
        try await told.practice.live(hours: 0.1)
        var webhook = try await Self.webhook(told)
        #expect(try webhook.int("failures") == 0 && webhook.isNull("failing_since"))
        told.practice.calls.answer { _ in 410 }
        _ = try await told.boss.mustBook(jan("30T09:00"))
        try await told.practice.work()
        webhook = try await Self.webhook(told)
        #expect(try !webhook.flag("active") && webhook.text("switched_off_because") == "gone")
        let letter = try #require(told.practice.letters.letters(to: "boss@example.com").last)
        #expect(letter.text.contains("410"))
        _ = try await told.boss.patch(told.path, ["active": true])
        webhook = try await Self.webhook(told)
        #expect(try webhook.flag("active"))
        #expect(webhook.isNull("switched_off_because") && webhook.isNull("switched_off_at"))
    }
}
