import Domain
import Foundation
import Storage

/// What a host's lobby shows, or an admin's: the meetings for which somebody may be waiting, and what comes later.
struct WholeLobby: Sendable {
    let meetings: [LobbyMeeting]
    let later: [BookingEntry]
    let now: Date

    var waiting: Int { meetings.reduce(0) { $0 + $1.waiting.count } }
}

extension Meetings {
    /// How far a lobby looks ahead.
    private static let aheadSeconds = 43_200.0

    /// A host's own meetings with a waiting room; an admin's lobby shows those of everybody. Throws `forbidden` for
    /// whoever is neither.
    func lobby(for asker: User) async throws -> WholeLobby {
        try asker.requireStaff()
        return try await database.read { try lobby(for: asker, in: $0) }
    }

    /// The same beside what else is read.
    func lobby(for asker: User, in tx: any Transaction) throws -> WholeLobby {
        let entries = try tx.lobbyEntries(window, of: asker.isAdmin ? nil : asker.id, within: Self.aheadSeconds)
        var lobby = (meetings: [LobbyMeeting](), later: [BookingEntry]())
        for entry in entries {
            let isNear = tx.now >= window.opening(of: entry.booking.scheduledAt)
            let meeting = try lobbyMeeting(entry, in: tx)
            if isNear || !meeting.waiting.isEmpty || meeting.state == .open {
                lobby.meetings.append(meeting)
            } else {
                lobby.later.append(entry)
            }
        }
        return WholeLobby(meetings: lobby.meetings, later: lobby.later, now: tx.now)
    }
}
