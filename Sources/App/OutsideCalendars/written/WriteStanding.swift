import Foundation

/// How it goes with what is written into a calendar.
struct WriteStanding: Sendable, Equatable {
    /// Nil where all goes well.
    var trouble: CalendarTrouble?
    var troubleSince: Date?
    /// When something was tried in vain for the last time.
    var triedAt: Date?

    /// How long a server that fails is left alone, in seconds: there may be hundreds of bookings that wait for it.
    private static let (restSeconds, longRestSeconds) = (60.0, 3_600.0)

    /// Until when it is to be left alone; nil where that is over.
    func rest(at now: Date) -> Date? {
        guard let trouble, let triedAt else { return nil }
        let end = triedAt.addingTimeInterval(trouble.needsPeople ? Self.longRestSeconds : Self.restSeconds)
        return end > now ? end : nil
    }
}
