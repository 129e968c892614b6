import Domain
import Foundation
import Testing

@Suite("Invitations")
struct InvitationTests {
    private func invitation(
        start: String = "2026-12-01T09:00:00Z", method: Invitation.Method = .request,
        status: Invitation.Status = .confirmed
    ) throws -> Invitation {
        let begins = try instant(start)
        return Invitation(
            uid: "booking-1@example.com", sequence: 2, stamp: try instant("2026-11-22T10:00:00Z"), start: begins,
            end: begins.addingTimeInterval(3600), summary: "Consultation", organizerName: "Dr. Who",
            organizerEmail: "who@example.com", attendees: [.init(name: "John Doe", email: "john@example.com")],
            method: method, status: status)
    }

    /// The content lines after unfolding; fails on a bare line end or a line that is too long.
    private func lines(_ invitation: Invitation) throws -> [String] {
        let bytes = Array(invitation.text().utf8)
        var raw: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index] == 13, index + 1 < bytes.count, bytes[index + 1] == 10 {
                raw.append([])
                index += 2
                continue
            }
            try #require(bytes[index] != 13 && bytes[index] != 10, "a bare line end")
            raw[raw.count - 1].append(bytes[index])
            index += 1
        }
        try #require(raw.popLast() == [], "the last line has no end")
        var unfolded: [String] = []
        for line in raw {
            #expect(line.count <= 75)
            let text = try #require(String(validating: line, as: UTF8.self), "a line cut inside a scalar")
            // By scalars, because a line may go on with a combining mark, which would make one character of the space.
            if text.unicodeScalars.first == " " {
                unfolded[unfolded.count - 1].unicodeScalars += text.unicodeScalars.dropFirst()
            } else {
                unfolded.append(text)
            }
        }
        return unfolded
    }

    @Test("a request has everything that iTIP asks for, its times in UTC and without a zone")
    func request() throws {
        let lines = try lines(invitation())
        let expected = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "UID:booking-1@example.com", "SEQUENCE:2",
            "DTSTAMP:20261122T100000Z", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "SUMMARY:Consultation",
            "STATUS:CONFIRMED",
            "ORGANIZER;CN=\"Dr. Who\":mailto:who@example.com", "END:VCALENDAR",
            "ATTENDEE;CN=\"John Doe\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:john@example.com",
        ]
        for line in expected { #expect(lines.filter { $0 == line }.count == 1, "\(line)") }
        #expect(lines.filter { $0.hasPrefix("BEGIN:") } == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"])
        #expect(lines.filter { $0.hasPrefix("END:") } == ["END:VEVENT", "END:VCALENDAR"])
        #expect(!lines.contains { $0.contains("TZ") })
    }

    @Test("cancelling says so, and a published entry asks nobody")
    func methods() throws {
        let cancel = try lines(invitation(method: .cancel))
        #expect(cancel.contains("METHOD:CANCEL") && cancel.contains("STATUS:CANCELLED"))
        #expect(cancel.contains("TRANSP:TRANSPARENT"))
        let held = try lines(invitation(status: .tentative))
        #expect(held.contains("STATUS:TENTATIVE") && held.contains("TRANSP:OPAQUE"))
        let heldNoMore = try lines(invitation(method: .cancel, status: .tentative))
        #expect(heldNoMore.contains("STATUS:CANCELLED"))
        let publish = try lines(invitation(method: .publish))
        #expect(publish.contains("METHOD:PUBLISH") && !publish.contains { $0.hasPrefix("ATTENDEE") })
    }

    @Test("texts come back by unescaping, however long and odd they are")
    func escaping() throws {
        let odd = [
            "a,b;c\\d\\n\ne", "line\r\nBEGIN:VEVENT\rX", String(repeating: "😀é漢", count: 60), "שלום, עולם",
            "e" + String(repeating: "\u{301}", count: 200), "👨‍👩‍👧‍👦" + String(repeating: "👩🏽‍🚀", count: 20),
        ]
        for text in odd {
            var invitation = try invitation()
            invitation.summary = text
            invitation.description = text
            invitation.location = text
            let lines = try lines(invitation)
            for name in ["SUMMARY", "DESCRIPTION", "LOCATION"] {
                let value = try #require(lines.first { $0.hasPrefix(name + ":") }).dropFirst(name.count + 1)
                let wanted = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(
                    of: "\r", with: "\n")
                #expect(Array(unescaped(String(value)).utf8) == Array(wanted.utf8))
            }
            #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1)
        }
    }

    private func unescaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            result.append(isEscaped && scalar == "n" ? "\n" : scalar)
            isEscaped = false
        }
        return String(result)
    }

    @Test("no name and no address can begin a line or a parameter of its own")
    func injection() throws {
        var invitation = try invitation()
        invitation.organizerName = "Eve\"\u{301};X=1:mailto:eve@x.org\r\nATTACH:http://x"
        invitation.organizerEmail = "a%b?c=d\r\nX:y@example.com"
        invitation.url = "https://x.org/a\r\nATTACH:y"
        invitation.uid = "u\nATTACH:z"
        invitation.attendees = [.init(name: "^n ^' \u{2028}", email: "ü@example.com")]
        let lines = try lines(invitation)
        #expect(!lines.contains { $0.hasPrefix("ATTACH") || $0.hasPrefix("X") })
        let address = "mailto:a%25b%3Fc%3Dd%0D%0AX%3Ay@example.com"
        #expect(
            lines.contains("ORGANIZER;CN=\"Eve'\u{301};X=1:mailto:eve@x.org  ATTACH:http://x\":\(address)"))
        #expect(
            lines.contains { $0.hasPrefix("ATTENDEE;CN=\"^^n ^^'  \";") && $0.hasSuffix(":mailto:%C3%BC@example.com") })
        #expect(lines.contains("URL:https://x.org/a  ATTACH:y"))
    }
}
