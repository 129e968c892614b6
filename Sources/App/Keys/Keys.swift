import Cryptography

/// The secrets of the server: the present one signs, the previous one still verifies.
package struct Keys: Sendable {
    /// One secret, with the short public name under which tokens refer to it.
    struct Key: Sendable {
        let id: String
        let secret: String

        init(_ secret: String) {
            self.secret = secret
            id = String(Digest.hex("informat key id \(secret)").prefix(12))
        }

        /// A key for another purpose than tokens; knowing it does not tell the secret.
        func derived(for purpose: String) -> AuthenticationKey {
            AuthenticationKey(AuthenticationKey(secret).code(of: purpose))
        }
    }

    let present: Key
    let previous: Key?
    var all: [Key] { [present] + (previous.map { [$0] } ?? []) }

    /// By which names they go, where tokens and other servers speak of them.
    package var names: SecretNames { SecretNames(.tokens, present: present.id, others: previous.map { [$0.id] } ?? []) }

    package init(secret: String, previous: String?) {
        present = Key(secret)
        self.previous = previous.map(Key.init)
    }
}
