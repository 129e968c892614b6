import Foundation
import Storage

/// The secrets that a server signs and verifies with, by their public names.
package struct SecretNames: Sendable, Equatable {
    package let present: String
    /// Empty for none.
    package let previous: String

    package init(present: String, previous: String?) {
        self.present = present
        self.previous = previous ?? ""
    }

    /// Whether a token that is signed with the secret of this name is taken here.
    func knows(_ name: String) -> Bool { name == present || name == previous }
}

/// All SQL of the table `signing_secrets`: what the servers that run on the database say of themselves.
extension Transaction {
    /// Notes that a server with these secrets runs, and forgets those of whom nothing was heard for long.
    func noteSecrets(_ names: SecretNames) throws {
        try run(
            """
            DELETE FROM signing_secrets
            WHERE seen_at < \(now.addingTimeInterval(-SigningSecrets.lifeSeconds))
                OR seen_at > \(now.addingTimeInterval(ClockSkew.mostSeconds))
            """)
        try run(
            """
            INSERT INTO signing_secrets (present, previous, seen_at)
            VALUES (\(names.present), \(names.previous), \(now))
            ON CONFLICT (present, previous) DO UPDATE SET seen_at = \(now)
            """)
    }

    /// A server with these secrets ends. Others with the same note themselves again.
    func forgetSecrets(_ names: SecretNames) throws {
        try run("DELETE FROM signing_secrets WHERE present = \(names.present) AND previous = \(names.previous)")
    }

    /// The sole owner of a database knows that no other server runs on it.
    func forgetAllSecrets() throws {
        try run("DELETE FROM signing_secrets")
    }

    /// Whether a server that runs on the database signs what a server with `own` secrets would refuse. Of two that do
    /// not know each other's the one that was there first is right. Where only the other one knows both, as in the
    /// middle of a change of the secret, this one is behind.
    package func secretsDiffer(from own: SecretNames) throws -> Bool {
        let servers = try rows(
            """
            SELECT present, previous FROM signing_secrets
            WHERE seen_at >= \(now.addingTimeInterval(-SigningSecrets.lifeSeconds)) ORDER BY id
            """
        ) { SecretNames(present: try $0.text(0), previous: try $0.text(1)) }
        let earlier = servers.prefix { $0 != own }
        return servers.contains { other in
            !own.knows(other.present) && (other.knows(own.present) || earlier.contains(other))
        }
    }
}

/// How long a server's word about its secrets counts.
enum SigningSecrets {
    /// A few times as long as the servers take to note themselves again.
    static let lifeSeconds = 60.0
}

/// Whether the servers of a database take each other's tokens.
package enum SecretAgreement: Sendable {
    case agrees
    case differs
}
