/// Why a calendar could not be read; the raw values are stable, and name the sentences.
package enum CalendarTrouble: String, Error, Sendable, CaseIterable {
    /// Its server does not answer, or not wholly.
    case unreachable
    /// Its address leads into a network that the settings do not allow.
    case privateNetwork = "private_network"
    /// Its server wants a password, or another address.
    case refused
    /// Its server lets nobody in by the user and the password that it was shown.
    case wrongPassword = "wrong_password"
    /// Its server lets who signs in read it, and not write.
    case readOnly = "read_only"
    /// There is nothing at its address any more.
    case gone
    /// Neither is there a calendar at its address, nor is told where one is.
    case noCalendars = "no_calendars"
    /// Its server answers, but not with a calendar's status.
    case failing
    /// It leads elsewhere, again and again, or to where nothing is encrypted.
    case redirected
    /// What came is no calendar, or not to its end.
    case notCalendar = "not_calendar"
    /// It was full, and is empty now: rather a mistake than a year without a meeting.
    case emptied
    case tooLarge = "too_large"
    /// This machine knows no zones.
    case noZones = "no_zones"
    /// Its address was sealed under a secret that this server does not know.
    case unreadable

    /// What an answer means that brings no calendar.
    init(status: Int, ofSignedIn isSignedIn: Bool = false) {
        switch status {
        case 401, 402, 403, 407: self = isSignedIn ? .wrongPassword : .refused
        case 404, 410: self = .gone
        default: self = .failing
        }
    }

    /// The same in English.
    var sentence: String { Catalogue.english.sentence("calendar_problem.\(rawValue)") }

    /// Whether it will not mend by itself, so that asking often only locks somebody out.
    var needsPeople: Bool {
        switch self {
        case .refused, .wrongPassword, .readOnly, .gone, .noCalendars, .privateNetwork, .unreadable: true
        case .unreachable, .failing, .redirected, .notCalendar, .emptied, .tooLarge, .noZones: false
        }
    }
}
