import Domain

/// A code that takes the place of the authenticator app once, for whoever has lost it: sixteen signs of Base32, which
/// nobody guesses, so that a plain hash of it is kept.
struct RecoveryCode: Sendable {
    /// So many are made at once.
    static let count = 10
    static let randomBytes = 10
    private static let signs = 16

    private let plain: String

    init(random bytes: [UInt8]) { plain = Base32.text(bytes) }

    /// As it was typed: in any case, with blanks and hyphens or without. Nil for what is none.
    init?(_ typed: String) {
        guard typed.utf8.count <= 2 * Self.signs else { return nil }
        let plain = typed.uppercased().filter { $0 != "-" && $0 != " " }
        guard plain.utf8.count == Self.signs,
            plain.utf8.allSatisfy({ (50...55).contains($0) || (65...90).contains($0) })
        else { return nil }
        self.plain = plain
    }

    /// As it is shown: `ABCD-EFGH-IJKL-MNOP`.
    var text: String {
        let signs = Array(plain)
        return stride(from: 0, to: signs.count, by: 4).map { String(signs[$0..<min($0 + 4, signs.count)]) }
            .joined(separator: "-")
    }

    /// Of a person: the same code of two people has two hashes.
    func hash(of user: UserID) -> String { Digest.hex("recovery code\n\(user)\n\(plain)") }
}
