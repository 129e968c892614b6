extension Problem {
    /// The stable codes of the API; clients may compare with the raw values, so none is ever renamed.
    package enum Code: String, CaseIterable, Sendable {
        case badRequest = "bad_request"
        case validationFailed = "validation_failed"
        case unauthorized
        case invalidCredentials = "invalid_credentials"
        /// What is asked for needs a fresh sign-in.
        case signInAgain = "sign_in_again"
        case invalidToken = "invalid_token"
        /// A code of six digits that is not the one of its request.
        case invalidCode = "invalid_code"
        /// A code's request that is over: too old, used, tried too often, or none of ours.
        case codeExpired = "code_expired"
        /// The practice lets this person, or nobody, sign in with a password; or by a code.
        case passwordLoginOff = "password_login_off"
        case codeLoginOff = "code_login_off"
        case linkExpired = "link_expired"
        case totpRequired = "totp_required"
        /// A code of a second factor that is wrong, or was used before.
        case invalidTotp = "invalid_totp"
        case totpAlreadySet = "totp_already_set"
        /// Staff who have no second factor, where the settings want one.
        case totpSetupRequired = "totp_setup_required"
        case forbidden
        /// A page of another origin, which the settings do not name, asks whether it may call.
        case originNotAllowed = "origin_not_allowed"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case emailTaken = "email_taken"
        case slugTaken = "slug_taken"
        case slotTaken = "slot_taken"
        case slotUnavailable = "slot_unavailable"
        case holdExpired = "hold_expired"
        /// A booking cannot go from its state to the one that was asked for.
        case illegalMove = "illegal_move"
        /// It is too late to change the booking.
        case changeNotice = "change_notice"
        case idempotencyKeyReused = "idempotency_key_reused"
        case lastAdmin = "last_admin"
        case hostHasBookings = "host_has_bookings"
        case serviceHasBookings = "service_has_bookings"
        /// A mail that waits to be sent cannot be sent again.
        case mailDue = "mail_due"
        /// What a mail says is no longer true.
        case mailOutdated = "mail_outdated"
        /// What waits to be told to a webhook cannot be told again.
        case deliveryDue = "delivery_due"
        /// A webhook that is switched off is told nothing.
        case webhookInactive = "webhook_inactive"
        case tooManyWebhooks = "too_many_webhooks"
        case tooManyKeys = "too_many_keys"
        /// What fills an empty database found one that is in use.
        case notEmpty = "not_empty"
        case payloadTooLarge = "payload_too_large"
        case unsupportedMediaType = "unsupported_media_type"
        case notAcceptable = "not_acceptable"
        case tooManyRequests = "too_many_requests"
        case tooManyHolds = "too_many_holds"
        /// So many coming bookings a person may have of such services.
        case tooManyBookings = "too_many_bookings"
        /// Something that only the owner of a proved address may do.
        case emailNotVerified = "email_not_verified"
        case serviceUnavailable = "service_unavailable"
        /// A question that was ended, because it kept the database for longer than it may.
        case tookTooLong = "took_too_long"
        /// The payment company does not answer; the booking is held, and the same request goes on with it.
        case paymentUnavailable = "payment_unavailable"
        /// The payment company will not take this payment; the booking is off.
        case paymentRefused = "payment_refused"
        case nothingToRefund = "nothing_to_refund"
        /// A webhook whose signature is not the payment company's.
        case invalidSignature = "invalid_signature"
        case internalError = "internal_error"
    }
}

extension Problem.Code {
    /// The HTTP status that belongs to the code (RFC 9110; 422 is a well-formed request that cannot be followed).
    package var status: Int {
        switch self {
        case .badRequest, .invalidSignature: 400
        case .unauthorized, .invalidCredentials, .invalidToken, .invalidCode, .totpRequired, .invalidTotp: 401
        case .forbidden, .signInAgain, .emailNotVerified, .originNotAllowed, .passwordLoginOff, .codeLoginOff,
            .totpSetupRequired:
            403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .emailTaken, .slugTaken, .slotTaken, .holdExpired, .illegalMove, .changeNotice, .lastAdmin,
            .hostHasBookings, .serviceHasBookings, .mailDue, .mailOutdated, .deliveryDue, .webhookInactive,
            .tooManyWebhooks, .tooManyKeys, .tooManyBookings, .notEmpty, .nothingToRefund, .totpAlreadySet:
            409
        case .payloadTooLarge: 413
        case .unsupportedMediaType: 415
        case .validationFailed, .slotUnavailable, .idempotencyKeyReused, .linkExpired, .codeExpired: 422
        // Holds end by themselves, so waiting helps: that is what 429 says.
        case .tooManyRequests, .tooManyHolds: 429
        case .internalError: 500
        case .paymentRefused: 502
        case .serviceUnavailable, .tookTooLong, .paymentUnavailable: 503
        }
    }
}
