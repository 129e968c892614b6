import Domain
import Foundation
import Storage

/// What would happen if a person left now, as they are told it before.
struct DepartureOutlook: Sendable {
    /// By what they show that the account is theirs.
    let asked: AskedProof
    /// What must be done first; nil where nothing keeps them.
    let obstacle: Problem?
    /// The bookings that would be cancelled, the next first.
    let coming: [OwnBooking]
    /// How many more there are than are told one by one.
    let more: Int

    /// In minor units: what comes back of all that are told.
    var back: Int64 { coming.reduce(0) { $0 + ($1.offer?.now.all ?? 0) } }
}

extension Departure {
    /// Bookings that are told one by one.
    private static let mostTold = 50

    func outlook(for caller: Caller) async throws -> DepartureOutlook {
        let asked = try await accounts.proofAsked(of: caller)
        return try await bookings.database.read { tx in
            try Self.outlook(of: try Accounts.present(caller, in: tx), asked, in: tx)
        }
    }

    static func outlook(of user: User, _ asked: AskedProof, in tx: any Transaction) throws -> DepartureOutlook {
        if let obstacle = try obstacle(to: user, in: tx) {
            return DepartureOutlook(asked: asked, obstacle: obstacle, coming: [], more: 0)
        }
        let ids = try tx.liveBookingIDs(ofClient: user.id, after: tx.now)
        let coming = try ids.prefix(mostTold).map { try Settlement.own($0, of: user, in: tx) }
        return DepartureOutlook(
            asked: asked, obstacle: nil, coming: coming.sorted { $0.booking.scheduledAt < $1.booking.scheduledAt },
            more: ids.count - coming.count)
    }
}
