import Cryptography
import Domain
import Foundation
import Storage

/// Who asks for a code, as far as they say it themselves.
struct CodeWish: Sendable {
    let email: String
    /// In which language the mail is written, and what an account that is new is given.
    var locale: String?
    var timeZone: String?
    /// From an earlier time.
    var deviceToken: String?
}

/// What somebody signs in with who was sent a code.
struct CodeAttempt: Sendable {
    /// What the asker for the code was answered.
    let request: String
    let code: String
    /// The second factor.
    var totp: String?
    /// Of an account that has none.
    var firstName: String?
    var lastName: String?
    /// From an earlier time.
    var deviceToken: String?
    /// The program that asks, in words.
    var device: String?
}

extension Accounts {
    /// How long a code is good, and how often it may be mistyped.
    static let codeSeconds = 600.0
    static let mostCodeTries: Int64 = 5
    static let mostRequestBytes = 100

    /// Sends a code to an address, whoever has it; says nothing of accounts, not even by its delay, because none is
    /// looked for. Returns the request that has to come back with the code. Throws `code_login_off`,
    /// `too_many_requests`.
    func askForCode(_ wish: CodeWish, from address: IPAddress) async throws -> String {
        guard loginWays.allowAnybody(.code) else { throw Problem(.codeLoginOff) }
        let mailbox = EmailAddress.mailbox(wish.email)
        let device = try await knownDevice(wish.deviceToken, of: wish.email, now: now())
        try await limit(.code, email: mailbox, from: address)
        let request = Base64URL.text(random(24))
        let token = Digest.hex(random(16))
        let share = MailShare.ofCodes(to: mailbox, device: device)
        try await database.write { tx in
            let isSent = try wait(for: share, in: tx) == nil
            let new = NewSignInCode(
                requestHash: Digest.hex(request), email: wish.email, locale: wish.locale, timeZone: wish.timeZone,
                isSent: isSent)
            let id = try tx.addSignInCode(new, endsAt: tx.now.addingTimeInterval(Self.codeSeconds))
            guard isSent else { return }
            try tx.post([NewMail(kind: .signInCode, role: .account, userID: nil, codeID: id, token: token)])
        }
        return request
    }

    /// Signs a program in. Throws as `beginSession` for a code.
    func login(_ attempt: CodeAttempt, from address: IPAddress) async throws -> SignedIn {
        let token = refreshTokens.first()
        let begun = try await beginSession(for: attempt, from: address) { user, tx in
            try Self.openSession(of: user, device: attempt.device, refreshToken: token, in: tx)
        }
        var signedIn = try await signedIn(begun.user, session: begun.id, refreshToken: token, now: begun.begunAt)
        (signedIn.deviceToken, signedIn.isNew) = (begun.deviceToken, begun.isNew)
        return signedIn
    }

    /// Signs a browser in, as `signIn` does by a password.
    func signIn(_ browser: ArrivingBrowser, by attempt: CodeAttempt) async throws -> BrowserProgress {
        let cookie = Base64URL.text(random(32))
        let moment = now()
        let outcome = try await use(attempt, from: browser.address) { user, tx in
            try Self.openSession(ofBrowser: cookie, before: browser.oldCookie, of: user, device: browser.device, in: tx)
        }
        if case .refused(let problem, let person) = outcome, problem.code == .totpRequired {
            return .needsCode(step: try steps.token(of: person, now: moment))
        }
        let begun = try begun(outcome, at: moment)
        return .signedIn(SignedInBrowser(cookie: cookie, begun))
    }

    /// Begins a session for whoever has the code: `open` writes it, in the transaction that uses the code up. Throws
    /// `invalid_code`, `code_expired`, `totp_required`, `invalid_totp`, `too_many_requests`.
    private func beginSession(
        for attempt: CodeAttempt, from address: IPAddress,
        open: @escaping @Sendable (User, any Transaction) throws -> SessionID
    ) async throws -> BegunSession {
        let moment = now()
        return try begun(try await use(attempt, from: address, open: open), at: moment)
    }

    private func use(
        _ attempt: CodeAttempt, from address: IPAddress,
        open: @escaping @Sendable (User, any Transaction) throws -> SessionID
    ) async throws -> Outcome {
        try await limit([(.codeByAddress, throttledAddress(address))])
        // What is thrown inside would take the count of wrong ones with it.
        return try await database.write { tx in
            try use(attempt, from: address, in: tx, open: open)
        }
    }

    private func begun(_ outcome: Outcome, at moment: Date) throws -> BegunSession {
        switch outcome {
        case .refused(let problem, _): throw problem
        case .over: throw Problem(.codeExpired)
        case .wrong(let left):
            guard left > 0 else { throw Problem(.codeExpired) }
            throw Problem(.invalidCode, arguments: ["tries": String(left)])
        case .begun(let session, let user, let device, let isNew):
            return BegunSession(
                id: session, user: user, begunAt: moment,
                deviceToken: devices.make(for: user, device: device, now: moment), isNew: isNew)
        }
    }

    private enum Outcome: Sendable {
        case begun(SessionID, User, device: String?, isNew: Bool)
        case wrong(left: Int64)
        /// The second factor is missing or not right; the code stays good.
        case refused(Problem, KnownPerson)
        case over
    }

    private func use(
        _ attempt: CodeAttempt, from address: IPAddress, in tx: any Transaction,
        open: (User, any Transaction) throws -> SessionID
    ) throws -> Outcome {
        guard attempt.request.utf8.count <= Self.mostRequestBytes,
            let code = try tx.signInCode(requestHash: Digest.hex(attempt.request)), code.isOpen(at: tx.now)
        else { return .over }
        let known = try tx.user(email: code.email)
        guard links.codes.areDigits(attempt.code, of: code.subject), code.isSent, loginWays.allow(.code, known) else {
            try tx.countTry(ofCode: code.id)
            return .wrong(left: Self.mostCodeTries - code.tries - 1)
        }
        if let known, known.emailVerifiedAt != nil {
            let person = KnownPerson(
                user: known, device: devices.device(of: attempt.deviceToken, for: known, now: tx.now))
            if let problem = try problem(ofTOTP: attempt.totp, from: known, device: person.device, in: tx) {
                return .refused(problem, person)
            }
        }
        guard try tx.useSignInCode(code.id) else { return .over }
        let user = try owner(of: code, known, attempt, in: tx)
        let session = try open(user, tx)
        try tx.forgetLoginAttempts(of: user.email, from: address)
        return .begun(
            session, user, device: devices.device(of: attempt.deviceToken, for: user, now: tx.now), isNew: known == nil)
    }
}
