/// What a calendar's server says to a look.
enum AnsweredLook: Sendable {
    /// It is as it was.
    case unchanged(CalendarTags)
    /// All its events, as iCalendar (RFC 5545), and addresses under which its host is invited, where that is told.
    case events([UInt8], CalendarTags, hostAddresses: Set<String> = [])
}
