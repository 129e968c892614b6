import Domain
import Foundation
import Storage

/// A calendar elsewhere in which a host is busy.
struct CalendarLink: Sendable {
    let id: CalendarLinkID
    let hostID: UserID
    let kind: Kind
    var name: String
    var access: SealedAccess
    var rules: CalendarRules
    var writing: CalendarWriting
    let createdAt: Date
    /// Since when it is unlinked, and only waits for ours to be taken away from it.
    var removedAt: Date?
    var isRemoved: Bool { removedAt != nil }

    /// So many a host may have.
    static let most = 10

    enum Kind: String, Sendable, CaseIterable, Storable {
        /// A file of all events, at an address that is its password too.
        case feed
        /// A calendar on a server that keeps events one by one (RFC 4791), and takes them too.
        case caldav
    }
}

/// Whether bookings are entered into a calendar, and by which name.
struct CalendarWriting: Sendable, Equatable {
    /// At most one of a host's is written to.
    var isOn = false
    var titles = Titles.withoutName

    enum Titles: String, Sendable, CaseIterable, Storable {
        /// That there is a booking, and no more.
        case withoutName = "private"
        /// With the client's name.
        case withName = "name"
    }
}

/// What of a calendar counts as busy.
struct CalendarRules: Sendable, Equatable {
    /// In which whole days are meant; nil for that of the host's hours.
    var timeZone: String?
    /// Whether anything does.
    var blocks = true
    var tentativeBlocks = true
    /// Whether invitations do that the host has not answered.
    var unansweredBlocks = false
    /// Whether everything does, also what says that it is free: for calendars that cannot say busy.
    var allBusy = false
    /// Under which the host is invited there, beside that of the account.
    var ownAddresses: [String] = []

    /// So many addresses one may have.
    static let mostAddresses = 10
}

/// What was last seen of a calendar.
struct CalendarReading: Sendable, Equatable {
    /// Grows with whatever is written down of it: what was found meanwhile by somebody else counts.
    let version: Int64
    /// By which its server tells whether it has changed since.
    let tags: CalendarTags
    /// Of what it held, and of the rules by which that was read; nil before the first time.
    let bodyHash: String?
    let rulesHash: String?
    /// To which moment it was read.
    let readUntil: Date?
    let lookedAt: Date?
    /// When it was known for the last time to be as it was read.
    let readAt: Date?
    /// In a row.
    let failures: Int
    let trouble: CalendarTrouble?
    let troubleSince: Date?
    /// When its host was told of the trouble; nil where nobody was.
    let toldAt: Date?
    /// In the whole calendar, whether they keep anybody busy or not.
    let events: Int
    /// Those that could not be understood.
    let unreadEvents: Int
}
