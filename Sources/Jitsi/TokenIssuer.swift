/// Who signs tokens, for which kind of Jitsi server. An open server has none.
package struct TokenIssuer: Sendable {
    package enum Kind: Sendable, Equatable {
        /// A server of one's own; `subject` is its XMPP domain, or the organisation of /org/room.
        case own(subject: String)
        /// Jitsi as a Service, at 8x8.vc.
        case jaas
    }

    package let kind: Kind
    package let appID: String
    let key: TokenKey

    package init(_ kind: Kind, appID: String, key: TokenKey) {
        self.kind = kind
        self.appID = appID
        self.key = key
    }

    /// What the Jitsi server is to believe, as a JSON Web Key Set (RFC 7517); nil where it knows a secret.
    package func publicKeys() throws -> String? { try key.publicKeys() }
}
