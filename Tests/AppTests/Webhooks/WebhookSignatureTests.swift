import App
import Foundation
import Testing
import Wire

/// Judged by the `stripe` package, in Tests/Stripe/signature_oracle.py.
@Suite("Signatures for webhooks")
struct WebhookSignatureTests {
    /// Whether Stripe's own package takes each of the calls for one that was made with the secret.
    static func verdicts(
        _ calls: [(body: [UInt8], header: String?)], _ secret: String, now: Date
    ) async throws -> [Bool] {
        let lines = try calls.map { call in
            let question: [String: Any] = [
                "body": Data(call.body).base64EncodedString(), "header": call.header ?? "", "secret": secret,
                "tolerance": 300, "now": Int(now.timeIntervalSince1970),
            ]
            return String(decoding: try JSONSerialization.data(withJSONObject: question), as: UTF8.self)
        }
        return try await StripeSignatureTests.ask(lines)
    }

    /// Tells of one more booking on a server and returns the call that told.
    private static func tell(_ told: ToldPractice, _ hour: String, on app: App? = nil) async throws -> HTTPCall {
        told.practice.calls.forget()
        _ = try await told.boss.on(app ?? told.practice.app).mustBook(jan("06T\(hour):00"))
        try await (app ?? told.practice.app).worker.runAllDue()
        return try #require(told.practice.calls.all.first)
    }

    private static func isRight(_ call: HTTPCall, _ secret: String, _ told: ToldPractice) async throws -> Bool {
        try await verdicts(
            [(call.body ?? [], call.header("InFormat-Signature"))], secret, now: told.practice.clock.now)[0]
    }

    @Test("Stripe's package accepts what we sign, and neither another body, secret, header nor an old one")
    func oracle() async throws {
        let told = try await ToldPractice.open()
        let call = try await Self.tell(told, "09")
        let (body, header) = (call.body ?? [], call.header("InFormat-Signature") ?? "")
        #expect(header.wholeMatch(of: /t=1767600000,v1=[0-9a-f]{64}/) != nil)
        let calls = [(body, header), (body + [32], header), (body, header.replacing("t=17676", with: "t=17677"))]
        let now = told.practice.clock.now
        #expect(try await Self.verdicts(calls, told.secret, now: now) == [true, false, false])
        #expect(try await Self.verdicts(calls, told.secret, now: now.addingTimeInterval(301)) == [false, false, false])
        #expect(try await Self.verdicts(calls, told.secret + "x", now: now) == [false, false, false])
        let other = try await told.boss.addWebhook("https://other.example/")
        #expect(try await Self.verdicts(calls, other.secret, now: now) == [false, false, false])
    }

    @Test("a new secret is shown once and signs from then on; the one before is worth nothing")
    func rotation() async throws {
        let told = try await ToldPractice.open()
        let answer = try await told.boss.post("\(told.path)/rotate-secret")
        #expect(answer.status == 200)
        let secret = try answer.object("webhook").text("secret")
        #expect(secret.hasPrefix("whsec_") && secret != told.secret)
        #expect(try await !told.boss.get(told.path).text.contains("whsec_"))
        let call = try await Self.tell(told, "09")
        #expect(try await Self.isRight(call, secret, told))
        #expect(try await !Self.isRight(call, told.secret, told))
        let parts = call.header("InFormat-Signature")?.split(separator: ",") ?? []
        #expect(parts.count == 2)
    }

    @Test("while JWT_SECRET is being changed, receivers with the old secret and with the new one both believe us")
    func changedServerSecret() async throws {
        let told = try await ToldPractice.open()
        let old = told.practice.app.settings.jwtSecret
        let both = try await told.practice.anotherServer {
            $0.jwtSecret = "another secret for tests, long enough"
            $0.jwtSecretPrevious = old
        }
        let call = try await Self.tell(told, "09", on: both)
        #expect(call.header("InFormat-Signature")?.matches(of: /v1=/).count == 2)
        #expect(try await Self.isRight(call, told.secret, told))
        let rotated = try await told.boss.on(both).post("\(told.path)/rotate-secret")
        let secret = try rotated.object("webhook").text("secret")
        let later = try await Self.tell(told, "10", on: both)
        #expect(try await Self.isRight(later, secret, told))
        #expect(try await !Self.isRight(later, told.secret, told))
    }
}
