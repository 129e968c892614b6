import Foundation

/// The video call of a booking: a thing of its own, of which a booking has one.
package struct Meeting: Sendable, Equatable {
    package let bookingID: BookingID
    package let room: MeetingRoom
    /// Whether people wait until the host lets them in; fixed when the booking is made.
    package let hasWaitingRoom: Bool
    /// When the host let people in; nil before.
    package var openedAt: Date?
    /// When the host let nobody in any more; nil before, and after it was opened again.
    package var closedAt: Date?
    package var endsAt: Date
    /// By how many minutes the host says to be late; 0 where nothing was said.
    package var lateMinutes = 0
    /// Counts the links to entrances that were taken back; 0 where none was, so that nobody looks for them.
    package var generation: Int64 = 0
    /// How often that was, by person; whoever is not here has generation 0. Read with the meeting where any was.
    package var generations: [Entrant: Int64] = [:]
    /// Counts the links by which its client manages the booking that were taken back.
    package var manageGeneration: Int64 = 0
    /// Counts its changes, so that whoever watches it sees that there was one.
    package var sequence: Int64 = 0

    package init(bookingID: BookingID, room: MeetingRoom, hasWaitingRoom: Bool, endsAt: Date) {
        self.bookingID = bookingID
        self.room = room
        self.hasWaitingRoom = hasWaitingRoom
        self.endsAt = endsAt
    }

    /// Which of a person's links leads on.
    package func generation(of entrant: Entrant) -> Int64 { generations[entrant] ?? 0 }

    /// As `MeetingTimes.state`, of a meeting that begins at `startsAt`.
    package func state(at instant: Date, startingAt startsAt: Date, _ window: MeetingWindow) -> MeetingState {
        times(from: startsAt).state(at: instant, window)
    }

    package func times(from startsAt: Date) -> MeetingTimes {
        MeetingTimes(
            startsAt: startsAt, endsAt: endsAt, hasWaitingRoom: hasWaitingRoom, openedAt: openedAt, closedAt: closedAt)
    }
}

/// As much of a meeting as says whether people may go in.
package struct MeetingTimes: Sendable, Equatable {
    package let startsAt: Date
    package let endsAt: Date
    package let hasWaitingRoom: Bool
    package let openedAt: Date?
    package let closedAt: Date?

    package init(startsAt: Date, endsAt: Date, hasWaitingRoom: Bool, openedAt: Date?, closedAt: Date?) {
        (self.startsAt, self.endsAt, self.hasWaitingRoom) = (startsAt, endsAt, hasWaitingRoom)
        (self.openedAt, self.closedAt) = (openedAt, closedAt)
    }

    /// Whether the host has let people in, and not closed the door since.
    package var isOpenedByHost: Bool { openedAt != nil && closedAt == nil }

    /// Whether a person who is no host may go in at `instant`, by a window that begins so many seconds before
    /// the start and ends so many after the end. A waiting room asks the host, and not the clock.
    package func state(at instant: Date, _ window: MeetingWindow) -> MeetingState {
        if instant >= window.end(of: endsAt) { return .over }
        if hasWaitingRoom { return isOpenedByHost ? .open : .closed }
        return instant >= window.opening(of: startsAt) ? .open : .closed
    }

    /// Whether its room is a secret from those who do not run the practice.
    package func hidesRoom(at instant: Date, _ window: MeetingWindow) -> Bool {
        hasWaitingRoom && (openedAt == nil || state(at: instant, window) == .closed)
    }
}

/// Where a meeting takes place: fixed when its booking is made, and secret until people may know it.
package struct MeetingRoom: Sendable, Equatable {
    /// Random, so that it also tells the booking from another of the same id, as after a restored backup.
    package let name: String
    /// The address of its Jitsi server, on which it stays where JITSI_URL changes.
    package let server: String

    package init(name: String, server: String) {
        self.name = name
        self.server = server
    }

    package var url: String { "\(server)/\(name)" }
}

/// Whether people may go in now.
package enum MeetingState: String, Sendable, Equatable {
    case closed, open, over
}

/// How long before its start and after its end a meeting may be gone into, in minutes.
package struct MeetingWindow: Sendable, Equatable {
    package let earlyMinutes: Int
    package let graceMinutes: Int

    package init(earlyMinutes: Int, graceMinutes: Int) {
        self.earlyMinutes = earlyMinutes
        self.graceMinutes = graceMinutes
    }

    package func opening(of start: Date) -> Date { start.addingTimeInterval(-60 * Double(earlyMinutes)) }
    package func end(of end: Date) -> Date { end.addingTimeInterval(60 * Double(graceMinutes)) }
}
