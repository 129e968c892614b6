import Foundation

/// A calendar entry for a consultation (iCalendar, RFC 5545) and what the receiver is to do with it (iTIP, RFC 5546).
package struct Invitation: Sendable, Equatable {
    package enum Method: String, Sendable {
        case request = "REQUEST"
        case cancel = "CANCEL"
        /// For a file that somebody downloads: nobody is asked to answer.
        case publish = "PUBLISH"
    }

    package struct Attendee: Sendable, Equatable {
        package var name: String
        package var email: String

        package init(name: String, email: String) {
            self.name = name
            self.email = email
        }
    }

    /// The same for every version of one entry.
    package var uid: String
    /// Grows with every version that moves or cancels the entry.
    package var sequence: Int
    /// When this version was written.
    package var stamp: Date
    package var start: Date
    package var end: Date
    package var summary: String
    package var description: String?
    package var location: String?
    package var url: String?
    package var organizerName: String
    package var organizerEmail: String
    package var attendees: [Attendee]
    /// The zone in which the times are written.
    package var zone: Zone
    package var method: Method

    package init(
        uid: String, sequence: Int, stamp: Date, start: Date, end: Date, summary: String,
        description: String? = nil, location: String? = nil, url: String? = nil, organizerName: String,
        organizerEmail: String, attendees: [Attendee], zone: Zone, method: Method
    ) {
        self.uid = uid
        self.sequence = sequence
        self.stamp = stamp
        self.start = start
        self.end = end
        self.summary = summary
        self.description = description
        self.location = location
        self.url = url
        self.organizerName = organizerName
        self.organizerEmail = organizerEmail
        self.attendees = attendees
        self.zone = zone
        self.method = method
    }
}

extension Invitation {
    /// The whole calendar with CRLF line ends, folded at 75 bytes, ready to be a part of a mail or a file.
    package func text() -> String {
        var lines = CalendarLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//InFormat//InFormat//EN")
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", method.rawValue)
        if isWrittenInZone { CalendarZone(zone: zone, from: start, to: end).write(to: &lines) }
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", escaping: uid)
        lines.add("SEQUENCE", String(sequence))
        lines.add("DTSTAMP", CalendarLines.utc(stamp))
        addTime("DTSTART", start, to: &lines)
        addTime("DTEND", end, to: &lines)
        lines.add("SUMMARY", escaping: summary)
        if let description { lines.add("DESCRIPTION", escaping: description) }
        if let location { lines.add("LOCATION", escaping: location) }
        if let url { lines.add("URL", CalendarLines.plain(url)) }
        addPeople(to: &lines)
        lines.add("STATUS", method == .cancel ? "CANCELLED" : "CONFIRMED")
        lines.add("TRANSP", method == .cancel ? "TRANSPARENT" : "OPAQUE")
        lines.add("END", "VEVENT")
        lines.add("END", "VCALENDAR")
        return lines.text
    }

    /// Whether both times can be written as the zone's clock shows them. The second of two equal times in a fold
    /// cannot (RFC 5545, 3.3.5: such a time means the first), nor need times in UTC a zone.
    private var isWrittenInZone: Bool {
        guard zone.identifier != "UTC" else { return false }
        return [start, end].allSatisfy { instant in
            let local = zone.local(instant)
            let wall = local.date.wallSeconds(minute: 0) + Int64(local.secondOfDay)
            return zone.rules.instants(showing: wall).first == instant.wholeSeconds
        }
    }

    private func addTime(_ name: String, _ instant: Date, to lines: inout CalendarLines) {
        if isWrittenInZone {
            lines.add("\(name);TZID=\(zone.identifier)", CalendarLines.wall(zone.local(instant)))
        } else {
            lines.add(name, CalendarLines.utc(instant))
        }
    }

    private func addPeople(to lines: inout CalendarLines) {
        let organizer = CalendarLines.parameter(organizerName)
        lines.add("ORGANIZER;CN=\(organizer)", CalendarLines.mailto(organizerEmail))
        // RFC 5546, 3.2.1: a published entry has no attendees. Who booked has agreed already and need not answer.
        for attendee in attendees where method != .publish {
            let name = CalendarLines.parameter(attendee.name)
            lines.add(
                "ATTENDEE;CN=\(name);ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE",
                CalendarLines.mailto(attendee.email))
        }
    }
}
