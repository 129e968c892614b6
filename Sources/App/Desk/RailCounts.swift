import Domain
import Foundation
import Synchronization

/// What the rail of the practice's pages counts. Each of these pages shows it, so it is remembered for some seconds:
/// for all admins at once, for each host alone. A class with a lock, because requests share it.
final class RailCounts: Sendable {
    private typealias Kept = (counts: DeskCounts, readAt: Date)

    private let meetings: Meetings
    /// By host; nil for admins, who see everybody's.
    private let kept = Mutex<[UserID?: Kept]>([:])

    static let rememberedSeconds = 5.0
    /// More than the rail shows are not counted.
    private static let most = DeskCounts.mostShown + 1
    /// Beyond so many readers all is forgotten, which costs each one look.
    private static let mostKept = 1_000

    init(meetings: Meetings) { self.meetings = meetings }

    func counts(for reader: User) async throws -> DeskCounts {
        let (whose, moment) = (reader.isAdmin ? nil : reader.id, meetings.bookings.now())
        let known = kept.withLock { $0[whose] }
        if let known, (0..<Self.rememberedSeconds).contains(moment.timeIntervalSince(known.readAt)) {
            return known.counts
        }
        let counts = try await meetings.database.read {
            try $0.railCounts(of: reader, self.meetings.window, upTo: Self.most)
        }
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept = [:] }
            kept[whose] = (counts, moment)
        }
        return counts
    }
}
