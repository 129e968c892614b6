import Domain
import Foundation
import Testing

@Suite("Who goes in, and when")
struct EntrantTests {
    @Test("a person's entrance is read as it is written", arguments: ["client", "host", "admin-7", "invited-12"])
    func text(_ text: String) {
        #expect(Entrant(text)?.description == text)
    }

    @Test(
        "nothing else is an entrance",
        arguments: [
            "", "Client", "client-", "client-1", "host-2", "admin", "admin-", "admin-x", "admin-07", "admin-+7",
            "invited-12-3",
        ])
    func otherTexts(_ text: String) {
        #expect(Entrant(text) == nil)
    }

    private static let start = Date(timeIntervalSince1970: 1_764_000_000)
    private static let window = MeetingWindow(earlyMinutes: 15, graceMinutes: 30)

    private func meeting(waitingRoom: Bool) -> Meeting {
        Meeting(
            bookingID: BookingID(rawValue: 1), room: MeetingRoom(name: "room", server: "https://meet.example"),
            hasWaitingRoom: waitingRoom, endsAt: Self.start.addingTimeInterval(3_600))
    }

    @Test(
        "without a waiting room the clock opens a meeting and ends it",
        arguments: [
            (-901.0, MeetingState.closed), (-900, .open), (0, .open), (5_399, .open), (5_400, .over),
        ])
    func clock(_ seconds: Double, _ state: MeetingState) {
        let instant = Self.start.addingTimeInterval(seconds)
        #expect(meeting(waitingRoom: false).state(at: instant, startingAt: Self.start, Self.window) == state)
    }

    @Test("with a waiting room the host opens a meeting and closes it, and its end is the clock's")
    func host() {
        var meeting = meeting(waitingRoom: true)
        func state(_ seconds: Double) -> MeetingState {
            meeting.state(at: Self.start.addingTimeInterval(seconds), startingAt: Self.start, Self.window)
        }
        #expect(state(0) == .closed)
        meeting.openedAt = Self.start.addingTimeInterval(-3_600)
        #expect(state(-3_000) == .open)
        meeting.closedAt = Self.start
        #expect(state(1) == .closed)
        #expect(state(5_400) == .over)
    }
}
