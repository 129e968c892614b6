import Domain
import Foundation

/// A key by which a program does something for its owner, as it is stored.
struct APIKey: Sendable {
    let id: APIKeyID
    let owner: UserID
    /// What its owner calls it.
    let name: String
    let scopes: Set<KeyScope>
    let createdAt: Date
    /// Nil where it does not end by itself.
    let expiresAt: Date?
    let lastUsedAt: Date?

    /// How a key begins, by which people and programs that look for lost secrets know one.
    static let head = "inf_"
    static let randomBytes = 32
    /// Keys of one person.
    static let most = 20
    static let nameCharacters = 100
    /// Its last use is written down no more often than this, in seconds.
    static let useSeconds = 60.0

    /// Whether what a token says can be a key.
    static func isOne(_ token: String) -> Bool { token.hasPrefix(head) && token.utf8.count <= 64 }

    static func hash(_ key: String) -> String { Digest.hex(key) }

    func counts(at now: Date) -> Bool { expiresAt.map { now < $0 } ?? true }

    /// Whether its use is to be written down.
    func wantsNote(at now: Date) -> Bool {
        lastUsedAt.map { now.timeIntervalSince($0) >= Self.useSeconds } ?? true
    }

    /// In the order in which they are told.
    var scopeNames: [String] { KeyScope.allCases.filter(scopes.contains).map(\.rawValue) }
}

/// What somebody wants a key to be.
struct KeyDraft: Sendable {
    let name: String
    let scopes: Set<KeyScope>
    let expiresAt: Date?
}

/// A key that has just been made; its text is told this once.
struct MadeKey: Sendable {
    let text: Secret
    let key: APIKey
}
