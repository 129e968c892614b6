import Domain
import Foundation
import Storage

/// How tries at what does not need a session are counted: by the address they come from, by account and address
/// together, and, far higher, by account alone. The last only slows down: strangers must not close an account to its
/// owner.
struct GuestLimits: Sendable {
    let byAddress: AttemptLimit
    let byPair: AttemptLimit
    let byAccount: AttemptLimit

    static let login = GuestLimits(byAddress: .loginByAddress, byPair: .loginByPair, byAccount: .loginByAccount)
    static let forgot = GuestLimits(byAddress: .forgotByAddress, byPair: .forgotByPair, byAccount: .forgotByAccount)
    static let code = GuestLimits(
        byAddress: .codeAskedByAddress, byPair: .codeAskedByPair, byAccount: .codeAskedByAccount)
    static let register = GuestLimits(
        byAddress: .registerByAddress, byPair: .registerByPair, byAccount: .registerByAccount)

    /// An account as it is tried from an address.
    static func pair(_ email: String, _ address: IPAddress) -> String { "\(email) \(throttledAddress(address))" }
}

extension Accounts {
    /// Throws `too_many_requests` where one of the subjects tried too often. Once one is over, those behind it are not
    /// counted: a flood from one address would else write a row for each account that it invents.
    func limit(_ attempts: [(AttemptLimit, String)]) async throws {
        guard limitsAttempts else { return }
        let refusal = try await database.write(.readCommitted) { tx in
            try Self.refusal(attempts, in: tx)
        }
        if let refusal { throw refusal }
    }

    /// Counts what a person does, in the transaction of the deed, so that only what was done counts. Throws
    /// `too_many_requests`.
    func limit(_ limit: AttemptLimit, of user: User, in tx: any Transaction) throws {
        guard limitsAttempts, let wait = try tx.attempt(limit, by: String(user.id)) else { return }
        throw limit.refusal(retryAfterSeconds: wait)
    }

    /// Counts a try at an account by whoever comes from an address; lets it wait where the account is tried too often.
    /// Throws `too_many_requests`.
    func limit(_ limits: GuestLimits, email: String, from address: IPAddress) async throws {
        guard limitsAttempts else { return }
        let attempts = [
            (limits.byAddress, throttledAddress(address)), (limits.byPair, GuestLimits.pair(email, address)),
        ]
        let (refusal, isSlow) = try await database.write(.readCommitted) { tx -> (Problem?, Bool) in
            if let refusal = try Self.refusal(attempts, in: tx) { return (refusal, false) }
            return (nil, try tx.attempt(limits.byAccount, by: email) != nil)
        }
        if let refusal { throw refusal }
        if isSlow { try await slowdown.wait() }
    }

    private static func refusal(_ attempts: [(AttemptLimit, String)], in tx: any Transaction) throws -> Problem? {
        for (limit, subject) in attempts {
            if let wait = try tx.attempt(limit, by: subject) { return limit.refusal(retryAfterSeconds: wait) }
        }
        return nil
    }
}
