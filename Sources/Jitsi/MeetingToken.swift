import Cryptography
import Foundation

/// What a Jitsi server believes of one person in one meeting: a JSON Web Token (RFC 7519), as Prosody's plugin and JaaS
/// read it. It is made when somebody goes in and is never stored.
package struct MeetingToken: Sendable {
    /// Jitsi allows no leeway, and clocks differ.
    private static let leewaySeconds = 30.0

    /// Whom it is for.
    package struct Guest: Sendable {
        package let id: String
        /// As it is: a name in a token is not escaped, as one in a link is.
        package let name: String
        package let email: String
        package let role: MeetingRole

        package init(id: String, name: String, email: String, role: MeetingRole) {
            (self.id, self.name, self.email, self.role) = (id, name, email, role)
        }
    }

    let room: RoomName
    let guest: Guest
    /// When the meeting may be entered.
    let opensAt: Date
    /// When it is over for everybody, grace included: a token that ends earlier would refuse a reconnect.
    let endsAt: Date

    package init(room: RoomName, guest: Guest, opensAt: Date, endsAt: Date) {
        (self.room, self.guest, self.opensAt, self.endsAt) = (room, guest, opensAt, endsAt)
    }

    /// The token in its compact form (RFC 7515, 7.1). Nil once it would be good for nothing: from its end on.
    package func text(by issuer: TokenIssuer, at now: Date) throws -> String? {
        guard now < endsAt else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = try encoder.encode(TokenHeader(alg: issuer.key.algorithm, kid: issuer.key.id))
        let claims = try encoder.encode(claims(by: issuer, at: now))
        let signed = "\(Base64URL.text(header)).\(Base64URL.text(claims))"
        return "\(signed).\(Base64URL.text(issuer.key.signature(of: signed)))"
    }

    private func claims(by issuer: TokenIssuer, at now: Date) -> TokenClaims {
        let (audience, author, subject) =
            switch issuer.kind {
            case .own(let subject): (issuer.appID, issuer.appID, subject)
            case .jaas: ("jitsi", "chat", issuer.appID)
            }
        return TokenClaims(
            aud: audience, iss: author, sub: subject, room: room.text,
            nbf: Self.seconds(max(now, opensAt).addingTimeInterval(-Self.leewaySeconds)), exp: Self.seconds(endsAt),
            context: .init(
                user: .init(
                    id: guest.id, name: guest.name, email: guest.email, moderator: guest.role == .moderator,
                    role: guest.role == .observer ? "visitor" : nil),
                features: TokenFeatures(of: guest.role, for: issuer.kind)))
    }

    private static func seconds(_ instant: Date) -> Int64 { Int64(instant.timeIntervalSince1970.rounded(.down)) }
}

/// RFC 7515, 4.1; Prosody wants `typ` exactly so.
private struct TokenHeader: Encodable {
    let alg: String
    let kid: String?
    let typ = "JWT"
}

/// RFC 7519, 4.1, and Jitsi's own. The audience is one string, never a list.
private struct TokenClaims: Encodable {
    struct Context: Encodable {
        let user: User
        let features: TokenFeatures?
    }

    struct User: Encodable {
        let id, name, email: String
        let moderator: Bool
        /// Where the deployment has visitors, an observer is one; elsewhere nobody reads it.
        let role: String?
    }

    let aud, iss, sub, room: String
    let nbf, exp: Int64
    let context: Context
}

/// What a person may do in a meeting besides speaking. `recording: true` would let somebody record who is no moderator.
private struct TokenFeatures: Encodable {
    let recording, livestreaming, transcription, outboundCall, screenSharing: Bool

    enum CodingKeys: String, CodingKey {
        case recording, livestreaming, transcription
        case outboundCall = "outbound-call"
        case screenSharing = "screen-sharing"
    }

    /// Nil where a moderator has all of them by being one; JaaS wants them listed.
    init?(of role: MeetingRole, for kind: TokenIssuer.Kind) {
        let runs = role == .moderator
        if runs, kind != .jaas { return nil }
        (recording, livestreaming, transcription, outboundCall) = (runs, runs, runs, runs)
        screenSharing = runs || role == .presenter
    }
}
