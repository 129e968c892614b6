import Domain
import Foundation
import Storage

/// For whoever has lost the app and the recovery codes: somebody else takes the second factor away.
extension Accounts {
    /// Tells its owner by mail. Throws `forbidden` for one's own, which a session that was found open could else be rid
    /// of, and `not_found` where there is none.
    func resetSecondFactor(of id: UserID, by admin: User) async throws {
        guard id != admin.id else { throw Problem(.forbidden) }
        try await database.write { tx in
            guard let user = try tx.user(id) else { throw Problem(.notFound) }
            try reset(user, by: admin.id, detail: [:], in: tx)
        }
    }

    /// The same by the command line. Throws `not_found`.
    package func resetSecondFactor(email: String) async throws {
        let address = try EmailAddress.normalised(email)
        try await database.write { tx in
            guard let user = try tx.user(email: address) else { throw Problem(.notFound) }
            try reset(user, by: nil, detail: ["by": "command line"], in: tx)
        }
    }

    /// The same of all that cannot be opened any more, because their secret was lost. Returns how many.
    package func resetUnreadableSecondFactors() async throws -> Int {
        var (count, last) = (0, UserID(rawValue: 0))
        while true {
            let page = try await database.read { [last] in
                try $0.secondFactors(after: last, limit: SecondFactor.pageRows)
            }
            guard let end = page.last else { return count }
            let lost = page.filter { factorSeal.open($0.sealedSecret, of: String($0.user)) == nil }
            count += try await database.write { tx in
                try lost.filter { try resetAsFound($0, in: tx) }.count
            }
            last = end.user
        }
    }

    /// False where it has become another one meanwhile.
    private func resetAsFound(_ factor: SecondFactor, in tx: any Transaction) throws -> Bool {
        guard let user = try tx.user(factor.user), try tx.secondFactor(of: user.id)?.sealedSecret == factor.sealedSecret
        else { return false }
        guard factor.confirmedAt != nil else { return try tx.forgetSecondFactor(of: user.id) }
        try reset(user, by: nil, detail: ["by": "command line"], in: tx)
        return true
    }

    private func reset(_ user: User, by admin: UserID?, detail: [String: String], in tx: any Transaction) throws {
        guard try tx.forgetSecondFactor(of: user.id) else { throw Problem(.notFound) }
        try tx.audit("user.totp_reset", by: admin, user: user.id, detail: detail)
        try post(.totpReset, to: user, in: tx)
    }
}
