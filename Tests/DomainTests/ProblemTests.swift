import Domain
import Testing

@Suite("Problems")
struct ProblemTests {
    @Test("every code is snake_case and has an HTTP status of an error")
    func codes() {
        for code in Problem.Code.allCases {
            #expect((400...599).contains(code.status))
            #expect(code.rawValue.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 })
        }
        #expect(
            Problem.Complaint.allCases.allSatisfy {
                $0.rawValue.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
            })
    }

    @Test("the codes that clients know keep their spelling and status")
    func stableCodes() {
        let expected: [(String, Int)] = [
            ("bad_request", 400), ("validation_failed", 422), ("unauthorized", 401), ("invalid_credentials", 401),
            ("sign_in_again", 403), ("invalid_token", 401), ("invalid_code", 401), ("code_expired", 422),
            ("password_login_off", 403), ("code_login_off", 403), ("link_expired", 422), ("totp_required", 401),
            ("invalid_totp", 401), ("totp_already_set", 409), ("totp_setup_required", 403),
            ("forbidden", 403), ("origin_not_allowed", 403), ("not_found", 404), ("method_not_allowed", 405),
            ("email_taken", 409), ("slug_taken", 409), ("slot_taken", 409), ("slot_unavailable", 422),
            ("hold_expired", 409), ("illegal_move", 409), ("change_notice", 409), ("idempotency_key_reused", 422),
            ("last_admin", 409), ("host_has_bookings", 409), ("service_has_bookings", 409), ("mail_due", 409),
            ("mail_outdated", 409), ("delivery_due", 409), ("webhook_inactive", 409), ("too_many_webhooks", 409),
            ("too_many_keys", 409),
            ("not_empty", 409), ("payload_too_large", 413), ("unsupported_media_type", 415), ("not_acceptable", 406),
            ("too_many_requests", 429), ("too_many_holds", 429), ("too_many_bookings", 409),
            ("email_not_verified", 403), ("service_unavailable", 503), ("took_too_long", 503),
            ("payment_unavailable", 503), ("payment_refused", 502), ("nothing_to_refund", 409),
            ("invalid_signature", 400), ("internal_error", 500),
        ]
        #expect(expected.map(\.0) == Problem.Code.allCases.map(\.rawValue))
        #expect(expected.map(\.1) == Problem.Code.allCases.map(\.status))
    }

    @Test("an invalid field is a validation problem with that one field")
    func invalidField() {
        let problem = Problem.invalid("weekly[2].from", .notAMultiple, ["multiple": "5"])
        #expect(problem.code == .validationFailed)
        #expect(problem.fields == [Problem.Field("weekly[2].from", .notAMultiple, ["multiple": "5"])])
        #expect(problem.retryAfterSeconds == nil && problem.arguments.isEmpty)
    }
}
