import Cryptography

/// Refresh tokens: each is random or follows from the one before it by a key of the server, so that the same token asks
/// for the same successor without anything secret being stored. Of each only the hash is.
struct RefreshTokens: Sendable {
    /// How long a token that was used gives the same successor: two tabs refresh at once, and answers are lost.
    static let repeatSeconds = 30.0
    static let mostBytes = 500

    let keys: Keys
    let random: @Sendable (Int) -> [UInt8]

    /// The first one of a session.
    func first() -> String { Base64URL.text(random(32)) }

    /// What follows a token: by the present key, and by the previous one where the key has just been changed.
    func successors(of token: String) -> (present: String, all: [String]) {
        let present = Self.successor(of: token, key: keys.present)
        return (present, [present] + (keys.previous.map { [Self.successor(of: token, key: $0)] } ?? []))
    }

    private static func successor(of token: String, key: Keys.Key) -> String {
        Base64URL.text(key.derived(for: "refresh tokens").code(of: token))
    }
}
