import Domain
import Foundation
import Storage

/// A secret that an authenticator app is to take.
struct SecondFactorSetup: Sendable {
    /// In letters, for whoever types it.
    let secret: Secret
    /// For an app that reads it from a link, or from a QR code.
    let uri: Secret
    /// The secret, sealed for the session in which it was made: a page that is shown again brings it back.
    let token: String

    /// In groups of four letters, which are typed more easily.
    var secretInGroups: String {
        let letters = Array(secret.value)
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: " ")
    }
}

/// What a person knows of their second factor.
struct SecondFactorState: Sendable {
    let confirmedAt: Date
    let recoveryCodesLeft: Int
}

extension Accounts {
    /// How long a secret waits for its first code.
    static let setupSeconds = 3_600.0

    /// Nil where none is in use.
    func secondFactor(of user: User) async throws -> SecondFactorState? {
        try await database.read { tx in try SecondFactorState.of(user.id, in: tx) }
    }

    /// Whether somebody must set a second factor before anything else.
    func needsSecondFactor(_ user: User) async throws -> Bool {
        guard staffNeedsSecondFactor, user.isAdmin || user.isHost else { return false }
        return try await database.read { try !$0.hasSecondFactor(user.id) }
    }

    /// Makes a secret; nothing asks for it until `confirmSecondFactor`. Throws as `prove`, `email_not_verified`,
    /// `totp_already_set`.
    func beginSecondFactor(_ caller: Caller, password: String?) async throws -> SecondFactorSetup {
        try await prove(caller, password: password)
        let totp = TOTP(secret: random(TOTP.secretBytes))
        let user = try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            guard user.emailVerifiedAt != nil else { throw Problem(.emailNotVerified) }
            let sealed = factorSeal.seal(totp.secret, of: String(user.id))
            guard try tx.beginSecondFactor(of: user.id, sealedSecret: sealed, keyName: factorSeal.keyName) else {
                throw Problem(.totpAlreadySet)
            }
            return user
        }
        return try setup(totp, of: Caller(user: user, session: caller.session))
    }

    /// What a page that is shown again brings back; nil for what is none of ours, or of another session.
    func setup(_ token: String, of caller: Caller) -> SecondFactorSetup? {
        guard let secret = factorSeal.open(token, of: Self.setupSubject(caller)) else { return nil }
        return setup(TOTP(secret: secret), of: caller, token: token)
    }

    /// Sets the second factor by the first code of the app, and gives the recovery codes, this once. Throws
    /// `not_found` where no secret waits for one (any more), `invalid_totp`, `too_many_requests`.
    func confirmSecondFactor(_ caller: Caller, code: String) async throws -> [RecoveryCode] {
        let codes = newRecoveryCodes()
        let refusal = try await database.write { tx -> Problem? in
            let user = try Self.present(caller, in: tx)
            guard let factor = try tx.secondFactor(of: user.id), Self.isWaiting(factor, now: tx.now) else {
                return Problem(.notFound)
            }
            if let tooMany = try countTOTP(by: String(user.id), in: tx) { return tooMany }
            guard let step = try totp(factor).step(of: Self.plain(code), at: tx.now), try tx.useStep(step, of: user.id)
            else {
                return Problem(.invalidTotp)
            }
            try tx.confirmSecondFactor(of: user.id)
            try tx.setRecoveryCodes(codes.map { $0.hash(of: user.id) }, of: user.id)
            try forgetTOTPs(by: String(user.id), in: tx)
            try tx.audit("user.totp_set", by: user.id, user: user.id)
            try post(.totpSet, to: user, in: tx)
            return nil
        }
        if let refusal { throw refusal }
        return codes
    }

    /// Takes the second factor away, by the password and a code. Throws as `prove`, `not_found` where there is none,
    /// `totp_required`, `invalid_totp`.
    func removeSecondFactor(_ caller: Caller, password: String?, code: String?) async throws {
        try await changeSecondFactor(caller, password: password, code: code) { user, tx in
            try tx.forgetSecondFactor(of: user.id)
            try tx.audit("user.totp_removed", by: user.id, user: user.id)
            try post(.totpRemoved, to: user, in: tx)
        }
    }

    /// Other recovery codes; those of before are worth nothing from now on. Throws as `removeSecondFactor`.
    func renewRecoveryCodes(_ caller: Caller, password: String?, code: String?) async throws -> [RecoveryCode] {
        let codes = newRecoveryCodes()
        try await changeSecondFactor(caller, password: password, code: code) { user, tx in
            try tx.setRecoveryCodes(codes.map { $0.hash(of: user.id) }, of: user.id)
            try tx.audit("user.recovery_codes_renewed", by: user.id, user: user.id)
        }
        return codes
    }

    private func changeSecondFactor(
        _ caller: Caller, password: String?, code: String?,
        _ change: @escaping @Sendable (User, any Transaction) throws -> Void
    ) async throws {
        try await prove(caller, password: password)
        let refusal = try await database.write { tx -> Problem? in
            let user = try Self.present(caller, in: tx)
            guard try tx.hasSecondFactor(user.id) else { throw Problem(.notFound) }
            if let wrong = try problem(ofTOTP: code, from: user, device: nil, in: tx) { return wrong }
            try change(user, tx)
            return nil
        }
        if let refusal { throw refusal }
    }

    private func newRecoveryCodes() -> [RecoveryCode] {
        (0..<RecoveryCode.count).map { _ in RecoveryCode(random: random(RecoveryCode.randomBytes)) }
    }

    private func setup(_ totp: TOTP, of caller: Caller) throws -> SecondFactorSetup {
        setup(totp, of: caller, token: factorSeal.seal(totp.secret, of: Self.setupSubject(caller)))
    }

    private func setup(_ totp: TOTP, of caller: Caller, token: String) -> SecondFactorSetup {
        SecondFactorSetup(
            secret: Secret(Base32.text(totp.secret)),
            uri: Secret(totp.uri(practice: practiceName(), account: caller.user.email)), token: token)
    }

    private static func setupSubject(_ caller: Caller) -> String { "setup \(caller.user.id) \(caller.session)" }

    private static func isWaiting(_ factor: SecondFactor, now: Date) -> Bool {
        factor.confirmedAt == nil && abs(now.timeIntervalSince(factor.begunAt)) < setupSeconds
    }
}

extension SecondFactorState {
    /// Nil where none is in use.
    static func of(_ user: UserID, in tx: any Transaction) throws -> SecondFactorState? {
        guard let confirmedAt = try tx.secondFactor(of: user)?.confirmedAt else { return nil }
        return SecondFactorState(confirmedAt: confirmedAt, recoveryCodesLeft: try tx.recoveryCodesLeft(of: user))
    }
}
