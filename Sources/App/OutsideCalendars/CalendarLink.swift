import Domain
import Foundation

/// A calendar elsewhere in which a host is busy.
struct CalendarLink: Sendable {
    let id: CalendarLinkID
    let hostID: UserID
    var name: String
    /// Its address, which is its password too.
    var sealedURL: String
    var rules: CalendarRules
    let createdAt: Date

    /// So many a host may have.
    static let most = 10
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
    let tags: FeedTags
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

/// Two marks by which a server knows what somebody has (RFC 9110, 8.8).
struct FeedTags: Sendable, Equatable {
    var etag: String?
    var lastModified: String?

    private static let mostBytes = 500

    init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag.flatMap(Self.kept)
        self.lastModified = lastModified.flatMap(Self.kept)
    }

    /// What is sent back must be fit for a header.
    private static func kept(_ text: String) -> String? {
        text.utf8.count <= mostBytes && text.utf8.allSatisfy { (32...126).contains($0) } ? text : nil
    }
}
