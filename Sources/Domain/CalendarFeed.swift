/// Entries as one calendar that programs fetch again and again (iCalendar, RFC 5545, with the properties of RFC 7986
/// for such calendars and the older names of the same that programs know).
package struct CalendarFeed: Sendable {
    /// What a program calls it in its list of calendars.
    package var name: String
    /// After how many minutes a program does well to look again.
    package var refreshMinutes: Int
    package var entries: [Invitation]

    package init(name: String, refreshMinutes: Int, entries: [Invitation]) {
        self.name = name
        self.refreshMinutes = refreshMinutes
        self.entries = entries
    }

    /// With CRLF line ends, folded at 75 bytes. What is in it is published: nobody is asked to answer.
    package func text() -> String {
        var lines = CalendarLines()
        lines.beginCalendar(.publish)
        lines.add("NAME", escaping: name)
        lines.add("X-WR-CALNAME", escaping: name)
        lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT\(refreshMinutes)M")
        lines.add("X-PUBLISHED-TTL", "PT\(refreshMinutes)M")
        for entry in entries { entry.add(to: &lines) }
        lines.add("END", "VCALENDAR")
        return lines.text
    }
}
