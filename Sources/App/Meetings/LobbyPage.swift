import Domain
import Foundation

/// Who waits, since when, and what can be done about it.
struct LobbyPage: Page {
    static let template = "pages/lobby"
    let title: String
    /// A class of the style sheet; nil for an unlit lamp.
    let lamp: String?
    let live: String
    let ring: String
    /// Where the script hears of changes.
    let events: String
    /// How many wait: the script rings where it grows.
    let count: Int
    let meetings: [LobbySection]
    /// Nil where there is a meeting to show.
    let empty: Empty?
    let laterHeading: String?
    let later: [Coming]
    /// What the button says by which the page is asked for again, without the script.
    let again: String

    struct Empty: PageValues {
        let heading: String
        let line: String
    }

    struct Coming: PageValues {
        let time: String
        let name: String
        let service: String
    }
}

/// One meeting in the lobby.
struct LobbySection: PageValues {
    let id: String
    let heading: String
    let line: String
    /// Tone and word of its state.
    let tone: String
    let state: String
    let guests: [LobbyGuest]
    /// Where nobody waits.
    let nobody: String?
    /// Those who were let in, in one sentence.
    let admitted: String?
    let open: Deed?
    let close: Deed?
    let late: Late?

    struct Deed: PageValues {
        let action: String
        let button: String
        let isMain: Bool
    }

    /// “Running late?”, before the meeting is open.
    struct Late: PageValues {
        let action: String
        let legend: String
        let hint: String
        let choices: [Choice]
        let button: String
        let told: String?
    }

    struct Choice: PageValues {
        let minutes: Int
        let text: String
        let isChosen: Bool
    }
}

/// Somebody who waits.
struct LobbyGuest: PageValues {
    let initials: String
    let name: String
    let line: String
    let participant: String
    let action: String
    let button: String
}

extension LobbyPage {
    init(_ lobby: WholeLobby, for reader: User, _ words: Catalogue) throws {
        let dates = DateText(catalogue: words, zone: try Zone.stored(reader.timeZone))
        let count = lobby.waiting
        self.count = count
        title =
            count == 0
            ? words.sentence("page.lobby.nobody") : words.sentence("page.lobby.waiting", ["count": String(count)])
        lamp = count == 0 ? nil : "on"
        live = words.sentence("page.lobby.live")
        ring = words.sentence("page.lobby.ring")
        events = LobbyPages.path + "/events"
        meetings = lobby.meetings.map { LobbySection($0, at: lobby.now, dates, words) }
        later = lobby.later.map {
            Coming(
                time: dates.time(of: $0.booking.scheduledAt), name: $0.client.name, service: $0.serviceTitle)
        }
        again = words.sentence("page.lobby.again")
        laterHeading = later.isEmpty ? nil : words.sentence("page.lobby.later")
        let next = lobby.later.first.map {
            words.sentence(
                "page.lobby.next", ["name": $0.client.name, "time": dates.time(of: $0.booking.scheduledAt)])
        }
        empty =
            lobby.meetings.isEmpty
            ? Empty(
                heading: next ?? words.sentence("page.lobby.none"), line: words.sentence("page.lobby.leave_open"))
            : nil
    }
}

extension LobbySection {
    /// Minutes that a host may choose on the page.
    private static let choices = [0, 5, 10, 20, 30]

    init(_ meeting: LobbyMeeting, at now: Date, _ dates: DateText, _ words: Catalogue) {
        let booking = meeting.entry.booking
        let path = "\(LobbyPages.path)/\(booking.id)"
        let isOpen = meeting.state == .open
        func word(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.lobby.\(key)", gaps)
        }
        id = String(booking.id)
        heading = meeting.entry.client.name
        line = word(
            "meeting",
            [
                "service": meeting.entry.serviceTitle, "host": meeting.entry.host.name,
                "when": dates.span(from: booking.scheduledAt, to: booking.endsAt),
            ])
        tone = isOpen ? "good" : "warn"
        state = word(isOpen ? "open" : "closed")
        guests = meeting.waiting.map { LobbyGuest($0, at: path, now: now, dates, words) }
        nobody = guests.isEmpty && !isOpen ? word("not_here") : nil
        let names = meeting.admitted.map(\.name).joined(separator: ", ")
        admitted = names.isEmpty ? nil : word("admitted", ["names": names])
        open =
            isOpen
            ? nil : Deed(action: "\(path)/open", button: word(guests.count > 1 ? "open_all" : "open_it"), isMain: true)
        close = isOpen ? Deed(action: "\(path)/close", button: word("close_it"), isMain: false) : nil
        late = isOpen ? nil : Self.late(meeting.meeting.lateMinutes, path, word)
    }

    private static func late(
        _ said: Int, _ path: String, _ word: (String, [String: String]) -> String
    ) -> Late {
        Late(
            action: "\(path)/late", legend: word("late.legend", [:]), hint: word("late.hint", [:]),
            choices: choices.map { minutes in
                let text = minutes == 0 ? word("late.none", [:]) : word("late.minutes", ["minutes": String(minutes)])
                return Choice(minutes: minutes, text: text, isChosen: minutes == said)
            },
            button: word("late.button", [:]),
            told: said > 0 ? word("late.told", ["minutes": String(said)]) : nil)
    }
}

extension LobbyGuest {
    init(_ guest: LobbyMeeting.Guest, at path: String, now: Date, _ dates: DateText, _ words: Catalogue) {
        let minutes = Int(now.timeIntervalSince(guest.person.since) / 60)
        let gaps = [
            "minutes": String(minutes), "time": dates.time(of: guest.person.since), "known": guest.invitedName,
            "role": words.sentence("page.lobby.role.\(guest.role.rawValue)"),
        ]
        // Whoever typed another name is still known by the one that the practice has.
        line = words.sentence("page.lobby.since", gaps) + " · " + words.sentence("page.lobby.known", gaps)
        initials = guest.name.split(separator: " ").prefix(2).compactMap(\.first).map { $0.uppercased() }.joined()
        name = guest.name
        participant = guest.person.entrant.description
        action = "\(path)/admit"
        button = words.sentence("page.lobby.admit", ["name": guest.name])
    }
}
