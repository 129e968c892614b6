import App
import Foundation
import Testing

@Suite("What Stripe's refusals mean")
struct StripeFailureTests {
    private static func error(_ status: Int, _ body: String) -> GatewayError {
        StripeFailure.error(status: status, body: Array(body.utf8))
    }

    @Test(
        "a request that may be sent again is told from one that will never be taken", arguments: [400, 402, 404, 422])
    func refused(status: Int) {
        let body = #"{"error": {"type": "invalid_request_error", "code": "amount_too_small", "message": "Too small"}}"#
        #expect(Self.error(status, body) == .refused(code: "amount_too_small", message: "Too small"))
    }

    @Test(
        "a key in use, too many requests and troubles of its own ask for patience",
        arguments: [409, 429, 500, 502, 503])
    func busy(status: Int) {
        let body = #"{"error": {"type": "idempotency_error", "code": "idempotency_key_in_use", "message": "Wait"}}"#
        #expect(Self.error(status, body) == .busy("\(status) idempotency_key_in_use"))
        #expect(Self.error(status, "<html>") == .busy("\(status) \(status)"))
    }

    @Test("a wrong key, or one that may not do this, is no refusal of what was asked", arguments: [401, 403])
    func key(status: Int) {
        let body = #"{"error": {"type": "invalid_request_error", "message": "Invalid API Key provided"}}"#
        #expect(Self.error(status, body) == .keyRefused("Invalid API Key provided"))
    }

    @Test(
        "keys and secrets that Stripe repeats do not get into an error",
        arguments: [
            "sk_test_51Habc", "rk_live_9Zz", "sk_live_****************abcd", "whsec_abc123", "pi_3Nabc_secret_Xyz9",
        ])
    func secrets(secret: String) {
        for status in [401, 400] {
            let error = Self.error(status, #"{"error": {"message": "Invalid: \#(secret)."}}"#)
            #expect("\(error)".hasSuffix("Invalid: (secret)."), "\(error)")
        }
    }

    @Test("a sentence that people are to read is one line of legible text, bounded, and without anybody's address")
    func sentences() {
        func said(_ message: String) -> String {
            guard let body = try? JSONEncoder().encode(["error": ["code": message, "message": message]]),
                case .refused(let code, let message) = StripeFailure.error(status: 400, body: Array(body))
            else { return "" }
            #expect(message.unicodeScalars.count <= 300 && code.unicodeScalars.count <= 100)
            return message
        }
        #expect(said("Invalid email: jo.doe+x@example.com.") == "Invalid email: (address)")
        #expect(said("Two\r\nlines\u{2028}and\u{0}\u{202E}more") == "Two  lines and  more")
        #expect(said("the risk_level of task_list is high") == "the risk_level of task_list is high")
        #expect(said("seti_1_secret_2 and (sk_live_9)") == "(secret) and ((secret))")
        #expect(said(String(repeating: "é", count: 400)) == String(repeating: "é", count: 300))
        #expect(said(String(repeating: "a@ ", count: 200)).hasPrefix("(address) (address) "))
        let heavy = said("a" + String(repeating: "\u{301}", count: 60_000))
        #expect(heavy.unicodeScalars.count == 300)
    }

    @Test("an answer without an error of Stripe's form says its status")
    func formless() {
        #expect(Self.error(404, "") == .refused(code: "404", message: "status 404"))
    }
}
