import Foundation

/// A booking as an event in its host's own calendar (iCalendar, RFC 5545, as CalDAV keeps it). It names nobody: a
/// server that found organiser or attendees in it would write to them.
package struct OwnEvent: Sendable, Equatable {
    /// That of the booking's other calendar entries, so that who has one of those too sees one event.
    package var uid: String
    /// Grows with every version.
    package var sequence: Int64
    /// When the booking became what it is: the same state makes the same text.
    package var stamp: Date
    package var start: Date
    package var end: Date
    package var title: String
    package var url: String

    package init(
        uid: String, sequence: Int64, stamp: Date, start: Date, end: Date, title: String, url: String
    ) {
        self.uid = uid
        self.sequence = sequence
        self.stamp = stamp
        self.start = start
        self.end = end
        self.title = title
        self.url = url
    }

    /// The whole calendar with CRLF line ends, folded at 75 bytes. Kept events have no METHOD (RFC 4791, 4.1).
    package func text() -> String {
        var lines = CalendarLines()
        lines.beginCalendar(nil)
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", escaping: uid)
        lines.add("SEQUENCE", String(sequence))
        lines.add("DTSTAMP", CalendarLines.utc(stamp))
        lines.add("DTSTART", CalendarLines.utc(start))
        lines.add("DTEND", CalendarLines.utc(end))
        lines.add("SUMMARY", escaping: title)
        lines.add("URL", CalendarLines.plain(url))
        lines.add("CLASS", "PRIVATE")
        lines.add("STATUS", Invitation.Status.confirmed.rawValue)
        lines.add("TRANSP", "OPAQUE")
        lines.add("END", "VEVENT")
        lines.add("END", "VCALENDAR")
        return lines.text
    }
}
