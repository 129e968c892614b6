import Foundation

/// A calendar entry for a consultation (iCalendar, RFC 5545) and what the receiver is to do with it (iTIP, RFC 5546).
package struct Invitation: Sendable, Equatable {
    package enum Method: String, Sendable {
        case request = "REQUEST"
        case cancel = "CANCEL"
        /// For a file that somebody downloads, and for who has the organiser's own address: nobody is asked to answer.
        case publish = "PUBLISH"
    }

    /// Whether it takes place.
    package enum Status: String, Sendable {
        /// Not paid or not proved yet: the time is held, and may be given to another.
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
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
    package var method: Method
    package var status: Status

    package init(
        uid: String, sequence: Int, stamp: Date, start: Date, end: Date, summary: String,
        description: String? = nil, location: String? = nil, url: String? = nil, organizerName: String,
        organizerEmail: String, attendees: [Attendee], method: Method, status: Status = .confirmed
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
        self.method = method
        self.status = method == .cancel ? .cancelled : status
    }
}

extension Invitation {
    /// The whole calendar with CRLF line ends, folded at 75 bytes, ready to be a part of a mail or a file.
    package func text() -> String {
        var lines = CalendarLines()
        lines.beginCalendar(method)
        add(to: &lines)
        lines.add("END", "VCALENDAR")
        return lines.text
    }

    /// Its event alone. Instants stand in UTC: a wall time is read by the rules that the reader's program has, and
    /// those are wrong where a law changed after the mail or after the program.
    func add(to lines: inout CalendarLines) {
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", escaping: uid)
        lines.add("SEQUENCE", String(sequence))
        lines.add("DTSTAMP", CalendarLines.utc(stamp))
        lines.add("DTSTART", CalendarLines.utc(start))
        lines.add("DTEND", CalendarLines.utc(end))
        lines.add("SUMMARY", escaping: summary)
        if let description { lines.add("DESCRIPTION", escaping: description) }
        if let location { lines.add("LOCATION", escaping: location) }
        if let url { lines.add("URL", CalendarLines.plain(url)) }
        addPeople(to: &lines)
        lines.add("STATUS", status.rawValue)
        lines.add("TRANSP", status == .cancelled ? "TRANSPARENT" : "OPAQUE")
        lines.add("END", "VEVENT")
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
