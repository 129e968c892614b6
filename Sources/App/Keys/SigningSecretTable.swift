import Foundation
import Storage

/// The secrets of one kind that a server signs and verifies with, by their public names.
package struct SecretNames: Sendable, Equatable {
    /// What is signed with them.
    package enum Kind: String, CaseIterable, Sendable, Storable { case tokens, links }

    package let kind: Kind
    package let present: String
    /// Those that are believed besides, with blanks between them.
    package let others: String

    package init(_ kind: Kind, present: String, others: [String]) {
        self.kind = kind
        self.present = present
        self.others = others.joined(separator: " ")
    }

    fileprivate init(_ kind: Kind, row: any Row) throws {
        self.kind = kind
        present = try row.text(0)
        others = try row.text(1)
    }

    /// Whether what is signed with the secret of this name is taken here.
    func knows(_ name: String) -> Bool { name == present || others.split(separator: " ").contains(name[...]) }
}

/// All SQL of the table `signing_secrets`: what the servers that run on the database say of themselves. Its column
/// `previous` holds the other names of a server's secrets.
extension Transaction {
    /// Notes that a server with these secrets runs, and forgets those of whom nothing was heard for long.
    func noteSecrets(_ secrets: [SecretNames]) throws {
        try run(
            """
            DELETE FROM signing_secrets
            WHERE seen_at < \(now.addingTimeInterval(-SigningSecrets.lifeSeconds))
                OR seen_at > \(now.addingTimeInterval(ClockSkew.mostSeconds))
            """)
        for names in secrets {
            try run(
                """
                INSERT INTO signing_secrets (kind, present, previous, seen_at)
                VALUES (\(names.kind), \(names.present), \(names.others), \(now))
                ON CONFLICT (present, previous) DO UPDATE SET seen_at = \(now)
                """)
        }
    }

    /// A server with these secrets ends. Others with the same note themselves again.
    func forgetSecrets(_ secrets: [SecretNames]) throws {
        for names in secrets {
            try run("DELETE FROM signing_secrets WHERE present = \(names.present) AND previous = \(names.others)")
        }
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
            WHERE kind = \(own.kind) AND seen_at >= \(now.addingTimeInterval(-SigningSecrets.lifeSeconds))
            ORDER BY id
            """
        ) { try SecretNames(own.kind, row: $0) }
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

extension Transaction {
    /// The kinds of `own` secrets in which `secretsDiffer`.
    func differences(from own: [SecretNames]) throws -> [SecretNames.Kind] {
        try own.filter { try secretsDiffer(from: $0) }.map(\.kind)
    }
}
