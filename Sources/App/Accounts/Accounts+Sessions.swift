import Domain
import Foundation
import Storage

/// A sign-in on one device that has not ended.
struct OpenSession: Sendable {
    let id: SessionID
    let createdAt: Date
    /// When its tokens were last renewed.
    let lastUsedAt: Date
    /// The program in words; nil where it named none.
    let device: String?
}

extension Accounts {
    /// Those of the person, the latest used first.
    func sessions(of user: User) async throws -> [OpenSession] {
        try await database.read { try $0.openSessions(of: user.id, limit: Self.mostSessions) }
    }

    /// Ends one of the person's sessions; throws `not_found`.
    func endSession(_ id: SessionID, of user: User) async throws {
        let ended = try await database.write { try $0.revokeSession(id, of: user.id) }
        guard ended else { throw Problem(.notFound) }
    }

    /// Ends all sessions of the person but the one that asks.
    func endOtherSessions(_ caller: Caller) async throws {
        try await database.write { try $0.revokeSessions(of: caller.user.id, except: caller.session) }
    }
}

extension JSONText {
    mutating func session(_ session: OpenSession, current: SessionID) {
        object { json in
            json.field("id", session.id)
            json.field("created_at", session.createdAt)
            json.field("last_used_at", session.lastUsedAt)
            json.field("device", session.device)
            json.field("current", session.id == current)
        }
    }
}
