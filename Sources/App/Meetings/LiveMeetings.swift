import Domain
import Foundation
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Keeps open pages up to date: looks at the meetings once a second, for all of them together, and tells each that its
/// meeting is another by now. So a stream costs no question of its own, and news of other servers arrive as well.
package struct LiveMeetings: NamedService {
    let database: any Database
    let window: MeetingWindow
    let places: LivePlaces
    let logger: Logger
    private let last = LastLook()

    /// Looks until it is noted who waits, and seconds until each stream has something written to it: often enough for
    /// `WaitingPerson.absentAfterSeconds`.
    private static let looksBetweenNotes = 5
    /// In so many parts of a second, each for a part of the streams: thousands at once would hold up other answers.
    private static let ticksBySecond = 10

    init(database: any Database, window: MeetingWindow, places: LivePlaces, logger: Logger) {
        (self.database, self.window, self.places, self.logger) = (database, window, places, logger)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            let round = Self.looksBetweenNotes * Self.ticksBySecond
            for tick in 1... {
                try? await Task.sleep(for: .seconds(1) / Self.ticksBySecond)  // try? is fine: a stop cuts it short
                guard !Task.isCancelled else { return }
                places.tell(.beat) { id, _ in id % round == tick % round }
                if tick.isMultiple(of: Self.ticksBySecond) { await look() }
            }
        }
    }

    /// One look. Without open pages nobody is asked.
    package func look() async {
        guard places.count > 0 else { return last.forget() }
        let number = last.count()
        do {
            if number.isMultiple(of: Self.looksBetweenNotes) { try await noteWhoIsThere() }
            let (meetings, calendars) = try await database.read { [window, haveDesks = places.haveDesks] tx in
                (try tx.watchedMeetings(window), haveDesks ? try tx.calendarVersions() : nil)
            }
            tell(last.differences(from: meetings, calendars))
        } catch { logger.debug("live pages cannot look at their meetings: \(error)") }
    }

    private func noteWhoIsThere() async throws {
        let entrances = places.entrances
        guard !entrances.isEmpty else { return }
        try await database.write(.readCommitted) { try $0.noteSeen(entrances) }
    }

    private func tell(_ changes: MeetingChanges) {
        guard !changes.isEmpty else { return }
        places.tell(.change) { _, watched in
            switch watched {
            case _ where changes.areUnknown: true
            case .entrance(let entrance): changes.bookings.contains(entrance.booking)
            case .lobby(let host, let showsAll):
                showsAll ? !changes.bookings.isEmpty : changes.hosts.contains(host)
            case .desk(let host, let showsAll):
                showsAll || changes.hosts.contains(host) || changes.calendars.contains(host)
            }
        }
    }
}

/// What is another since the last look.
struct MeetingChanges {
    var bookings: Set<BookingID> = []
    var hosts: Set<UserID> = []
    /// Whose calendar is another: a booking came, moved or went.
    var calendars: Set<UserID> = []
    /// Whether it is the first look: pages that opened before it may show what was another by then.
    var areUnknown = false
    var isEmpty: Bool { bookings.isEmpty && calendars.isEmpty && !areUnknown }
}

/// What the last look saw. A class with a lock: tests look too.
private final class LastLook: Sendable {
    private let state = Mutex(
        (number: 0, meetings: [BookingID: WatchedMeeting]?.none, calendars: [UserID: Int64]?.none))

    func count() -> Int {
        state.withLock { state in
            state.number += 1
            return state.number
        }
    }

    /// Pages that open later look for themselves.
    func forget() { state.withLock { ($0.meetings, $0.calendars) = (nil, nil) } }

    /// A meeting that is new, gone or another. Before the first look nothing is known.
    func differences(from now: [BookingID: WatchedMeeting], _ calendars: [UserID: Int64]?) -> MeetingChanges {
        state.withLock { state in
            defer { (state.meetings, state.calendars) = (now, calendars) }
            var changes = MeetingChanges()
            guard let last = state.meetings, calendars == nil || state.calendars != nil else {
                return MeetingChanges(areUnknown: true)
            }
            if let calendars, let before = state.calendars {
                changes.calendars = Set(calendars.filter { before[$0.key] != $0.value }.keys)
            }
            guard last != now else { return changes }
            for booking in Set(last.keys).union(now.keys) where last[booking] != now[booking] {
                changes.bookings.insert(booking)
                changes.hosts.formUnion([last[booking]?.hostID, now[booking]?.hostID].compactMap(\.self))
            }
            return changes
        }
    }
}
