import Domain
import Foundation

/// The waiting room: that the host knows, since when, and what happens next. Once the door is open, the way in.
struct WaitingPage: Page {
    static let template = "pages/waiting"
    let title: String
    /// Of whoever the person meets.
    let initials: String
    /// A class of the style sheet.
    let lamp: String
    let lines: [String]
    /// While somebody waits; nil once the door is open.
    let live: Live?
    /// Once the door is open: sent by the script, since this browser has asked to go in before.
    let enter: Enter?

    struct Enter: PageValues {
        let action: String
        let button: String
    }

    struct Live: PageValues {
        /// Where the script hears of changes.
        let events: String
        let rings: String
        let ring: String
        let again: String
        let hintsHeading: String
        let hints: [String]
    }
}

extension WaitingPage {
    /// Nil for somebody who does not wait, or has gone in already. `path` is that of their entrance.
    init?(_ step: Doorstep, at path: String, _ catalogue: Catalogue) throws {
        guard step.meeting.hasWaitingRoom, !step.runsMeeting else { return nil }
        let entrance = EntranceWords(step, catalogue)
        let words = entrance.catalogue
        let dates = DateText(catalogue: words, zone: try Zone.stored(step.person.timeZone))
        let since = step.entrance.waitingSince ?? step.now
        let gaps = entrance.names.merging(
            [
                "since": dates.time(of: since), "minutes": String(step.meeting.lateMinutes),
                "expected": dates.time(of: step.expectedStart),
            ]) { $1 }
        func word(_ key: String) -> String { words.sentence("page.waiting.\(key)", gaps) }
        initials = entrance.initials
        switch step.door {
        case .waits:
            title = word("heading")
            lamp = "on"
            let late = step.meeting.lateMinutes > 0 ? [word("late")] : []
            lines = late + [word("since")]
            live = Live(
                events: "\(path)/events", rings: word("rings"), ring: word("ring"), again: word("again"),
                hintsHeading: word("hints.heading"), hints: [word("hints.light"), word("hints.quiet")])
            enter = nil
        case .open where step.entrance.waitingSince != nil && step.entrance.enteredAt == nil:
            title = word("open")
            lamp = "open"
            lines = []
            live = nil
            enter = Enter(action: path, button: word("enter"))
        case .early, .open, .over, .cancelled, .held: return nil
        }
    }
}

extension Doorstep {
    /// When the host expects to begin.
    fileprivate var expectedStart: Date {
        booking.scheduledAt.addingTimeInterval(60 * Double(meeting.lateMinutes))
    }
}
