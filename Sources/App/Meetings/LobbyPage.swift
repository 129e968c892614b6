import Domain
import Foundation

/// Who waits, since when, and what can be done about it.
struct LobbyPage: Page {
    static let template = "pages/lobby"
    static let place: DeskPlace? = .lobby
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
    /// That nobody has a moderator's rights, and what gives them; nil where there are tokens.
    let openServer: String?
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
    /// The client, who is not here yet.
    let expected: String?
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
    /// In the page; nobody else's.
    let id: String
    let initials: String
    let name: String
    let line: String
    let participant: String
    let action: String
    let button: String
}

extension LobbyPage {
    /// `openServer` is the host of a Jitsi server without tokens.
    init(_ lobby: WholeLobby, for reader: User, openServer: String?, _ words: Catalogue) throws {
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
        self.openServer = openServer.map { words.sentence("page.lobby.open_server", ["server": $0]) }
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
        heading = word(
            "meeting", ["service": meeting.entry.serviceTitle, "time": dates.time(of: booking.scheduledAt)])
        line = word(
            "with",
            [
                "host": meeting.entry.host.name, "when": dates.span(from: booking.scheduledAt, to: booking.endsAt),
            ])
        tone = isOpen ? "good" : "warn"
        state = word(isOpen ? "open" : "closed")
        guests = meeting.waiting.map { LobbyGuest($0, of: booking.id, now: now, dates, words) }
        let isHere = (meeting.waiting + meeting.admitted).contains { $0.person.entrant == .client }
        expected = isHere ? nil : word("expected", ["name": meeting.entry.client.name])
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
    init(
        _ guest: LobbyMeeting.Guest, of meeting: BookingID, now: Date, _ dates: DateText, _ words: Catalogue
    ) {
        let minutes = Int(now.timeIntervalSince(guest.person.since) / 60)
        let role = words.sentence("page.lobby.role.\(guest.role.rawValue)")
        let gaps = [
            "minutes": String(minutes), "time": dates.time(of: guest.person.since), "known": guest.invitedName,
            "role": role,
        ]
        // Whoever typed another name is still known by the one that the practice has.
        let who = guest.name == guest.invitedName ? role : words.sentence("page.lobby.known", gaps)
        line = who + " · " + words.sentence(minutes < 1 ? "page.lobby.just_come" : "page.lobby.since", gaps)
        id = "\(meeting)-\(guest.person.entrant.description)"
        initials = guest.name.split(separator: " ").prefix(2).compactMap(\.first).map { $0.uppercased() }.joined()
        name = guest.name
        participant = guest.person.entrant.description
        action = "\(LobbyPages.path)/\(meeting)/admit"
        button = words.sentence("page.lobby.admit")
    }
}
