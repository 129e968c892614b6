import Domain
import Foundation
import Storage

extension Accounts {
    /// Seals every secret under the present key that was sealed under another one; asked at the start. Throws
    /// `SettingError` where there are some and none can be opened: with such a server, nobody who has one would get in.
    func resealSecondFactors() async throws {
        var last = UserID(rawValue: 0)
        while true {
            let page = try await database.read { [factorSeal, last] tx in
                try tx.secondFactors(after: last, notUnder: factorSeal.keyName, limit: SecondFactor.pageRows)
            }
            guard let end = page.last else { break }
            try await reseal(page)
            last = end.user
        }
        let (areSome, canOpen) = try await database.read { [factorSeal] tx in
            let some = try tx.secondFactors(after: UserID(rawValue: 0), limit: 1)
            return (!some.isEmpty, try tx.hasSecondFactors(under: factorSeal.keyName))
        }
        guard canOpen || !areSome else { throw Self.lostSecret }
    }

    private func reseal(_ factors: [SecondFactor]) async throws {
        try await database.write { [factorSeal] tx in
            for factor in factors {
                let subject = String(factor.user)
                guard let secret = factorSeal.open(factor.sealedSecret, of: subject) else { continue }
                try tx.reseal(
                    factor, as: factorSeal.seal(secret, of: subject), keyName: factorSeal.keyName)
            }
        }
    }

    private static var lostSecret: SettingError {
        SettingError(
            SecretFile.tokens.setting,
            """
            The second factors in this database were sealed under another secret, and none of them can be opened: set \
            the one of before, or name it as JWT_SECRET_PREVIOUS. Where it is lost for good, informat admin reset-totp \
            --unreadable takes them away.
            """)
    }
}

extension Seal {
    /// Of people's second factors.
    static func ofSecondFactors(_ keys: Keys, random: @escaping @Sendable (Int) -> [UInt8]) -> Seal {
        Seal(keys, for: "second factors", random: random)
    }
}
