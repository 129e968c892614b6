import Foundation
import Testing
import Wire

/// Mails over SMTP to a real server, read by Python's `email` and `icalendar`.
@Suite("Mails as a mail program reads them", .timeLimit(.minutes(15)))
struct RealMailTests {
    private struct Reader: Sendable, CustomTestStringConvertible {
        let name: String
        let zone: String
        /// What a clock there shows at 09:00 UTC on Tuesday and at 12:00 UTC on Wednesday, and for the hour after it.
        let times: [String]
        var testDescription: String { zone }
    }

    private static let readers = [
        Reader(
            name: "Ann \"Ä\" O'Brien 👩‍👩‍👧‍👦 & Co <b>", zone: "Australia/Lord_Howe",
            times: ["20:00–21:00", "23:00 – Thursday"]),
        Reader(name: "שרה 🧠 לוי, \\ ; : %22", zone: "Asia/Kathmandu", times: ["14:45–15:45", "17:45–18:45"]),
        Reader(
            name: "=?UTF-8?Q?Bob?= " + String(repeating: "ünïcode ", count: 12), zone: "America/St_Johns",
            times: ["05:30–06:30", "08:30–09:30"]),
        Reader(name: "“Smart” ‘Quotes’", zone: "Africa/Casablanca", times: ["10:00–11:00", "13:00–14:00"]),
    ]

    @Test("confirmation, move and cancellation arrive without a defect and say the same everywhere", arguments: readers)
    private func wholeLife(reader: Reader) async throws {
        let peer = try MailServerPeer()
        let practice = try await Practice.openForLong(zone: "Europe/Berlin") { $0.smtp = peer.server }
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/users/me", ["time_zone": "Europe/Berlin"]).status == 200)
        let title = "Gespräch 🧠, \"Plan\" & <A>; 50%"
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["title": title]).status == 200)
        let jo = try await practice.register("jo@example.com", ["time_zone": reader.zone])
        let name = reader.name.trimmingCharacters(in: .whitespaces)
        #expect(try await jo.patch("/api/users/me", ["display_name": name]).status == 200)
        try await practice.work()
        let id = try await jo.mustBook(jan("06T09:00"), ["notes": "Line one\n.\nFrom here — «ok»"])
        let link = try await jo.get("/api/meetings/\(id)/link").text("meeting_url")
        let hostLink = try await boss.get("/api/meetings/\(id)/link").text("meeting_url")
        try await practice.work()
        #expect(try await jo.move(id, to: jan("07T12:00")).status == 200)
        try await practice.work()
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        try await practice.work()

        #expect(try await practice.texts("SELECT error FROM mails WHERE error IS NOT NULL") == [])
        let mails = try peer.mails()
        #expect(mails.count == 7 && mails.allSatisfy { $0.defects.isEmpty }, "\(mails.flatMap(\.defects))")
        let toJo = mails.filter { $0.smtp.rcptTos == ["jo@example.com"] }.dropFirst()
        let toHost = mails.filter { $0.smtp.rcptTos == ["boss@example.com"] }
        try #require(toJo.count == 3 && toHost.count == 3)
        #expect(toJo.map { $0.subject.contains(title) } == [true, true, true], "\(toJo.map(\.subject))")
        #expect(toHost.map { Self.flat($0.subject).contains(Self.flat(name)) } == [true, true, true])
        #expect(toJo.allSatisfy { $0.to.map(\.address) == ["jo@example.com"] && $0.to[0].name == name })
        #expect(
            mails.allSatisfy { $0.from.map(\.name) == ["The Practice"] && $0.smtp.mailFrom == "hello@practice.example" }
        )
        for (mails, link, zone) in [(Array(toJo), link, reader.zone), (toHost, hostLink, "Europe/Berlin")] {
            let uid = try #require(CalendarText.value("UID", in: mails[0].calendar))
            for (index, mail) in mails.enumerated() {
                let isOff = index == 2
                let lines = mail.calendar
                #expect(CalendarText.value("METHOD", in: lines) == (isOff ? "CANCEL" : "REQUEST"))
                #expect(mail.part("text/calendar")?.method == (isOff ? "CANCEL" : "REQUEST"))
                #expect(mail.part("text/calendar")?.calendar?.components.map(\.name) == ["VCALENDAR", "VEVENT"])
                #expect(CalendarText.value("UID", in: lines) == uid && lines.contains("SEQUENCE:\(index)"))
                #expect(lines.contains(index == 0 ? "DTSTART:20260106T090000Z" : "DTSTART:20260107T120000Z"))
                let words = CalendarText.value("DESCRIPTION", in: lines) ?? ""
                #expect(words.contains("\(Self.city(zone)) time\\,"), "\(words)")
                if zone == reader.zone { #expect(words.contains(reader.times[min(index, 1)]), "\(words)") }
                Self.expectLink(link, in: mail, isOff: isOff)
            }
        }
        #expect(toHost[0].part("text/plain")?.text.contains("Line one\r\n.\r\nFrom here — «ok»") == true)
        #expect(try Self.nameInLink(link) == Self.shown(name))
    }

    @Test(
        "who has the address of the sender is told and not invited: an invitation from oneself is shown by nobody",
        arguments: ["boss@example.com", "Boss@Example.com", "boss+bookings@example.com"])
    func organizerAlone(from: String) async throws {
        let peer = try MailServerPeer()
        let practice = try await Practice.open {
            $0.smtp = peer.server
            $0.mailFrom = Mailbox(name: "The Practice", address: from)
        }
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        #expect(try await jo.move(id, to: jan("07T12:00")).status == 200)
        try await practice.work()
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        try await practice.work()
        let mails = try peer.mails().filter { !$0.calendar.isEmpty }
        #expect(mails.count == 6 && mails.allSatisfy { $0.defects.isEmpty })
        var methods: [String: [String]] = [:]
        for mail in mails {
            let part = try #require(mail.part("text/calendar"))
            let organizer = mail.calendar.filter { $0.hasPrefix("ORGANIZER") }
            let attendees = mail.calendar.filter { $0.hasPrefix("ATTENDEE") }
            #expect(organizer == ["ORGANIZER;CN=\"The Practice\":mailto:\(from)"])
            #expect(
                part.method == part.calendar?.method && part.method == CalendarText.value("METHOD", in: mail.calendar))
            // RFC 5546: who is asked is named (3.2.2), who is told is not (3.2.1).
            #expect(attendees.count == (part.method == "REQUEST" || mail.smtp.rcptTos == ["jo@example.com"] ? 1 : 0))
            methods[mail.smtp.rcptTos[0], default: []].append(part.method ?? "")
        }
        #expect(methods["jo@example.com"] == ["REQUEST", "REQUEST", "CANCEL"])
        #expect(methods["boss@example.com"] == ["PUBLISH", "PUBLISH", "CANCEL"])
    }

    @Test("a name with line ends in the database starts no header, line or property of its own")
    func injection() async throws {
        let peer = try MailServerPeer()
        let practice = try await Practice.open { $0.smtp = peer.server }
        let jo = try await practice.register("jo@example.com", ["time_zone": "Europe/Berlin"])
        let evil = "Evil\r\nBcc: victim@example.com\r\n\r\nATTACH:http://x\nX-A: 1\u{2028}\u{85}X-B: 2\r.\r\n"
        for field in ["first_name", "display_name"] {
            let refused = try await jo.patch("/api/users/me", [field: evil])
            #expect(refused.status == 422 && refused.complainedFields == [field])
        }
        try await practice.run("UPDATE users SET display_name = \(evil) WHERE id = \(jo.userID)")
        try await practice.run("UPDATE services SET title = \("Talk\r\nBcc: victim@example.com")")
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        #expect(try await practice.texts("SELECT error FROM mails WHERE error IS NOT NULL") == [])
        let mails = try peer.mails()
        #expect(mails.count == 3)
        for mail in mails {
            #expect(mail.defects == [])
            let names = Set(mail.headers.map { $0[0].lowercased() })
            #expect(names.isDisjoint(with: ["bcc", "x-a", "x-b", "attach"]), "\(names)")
            #expect(mail.smtp.rcptTos.count == 1 && mail.to.count == 1)
            #expect(!mail.calendar.contains { $0.hasPrefix("ATTACH:") || $0.hasPrefix("Bcc") || $0.hasPrefix("X-") })
            #expect(mail.part("text/plain") != nil && mail.part("text/html") != nil)
        }
        let host = try #require(mails.first { $0.smtp.rcptTos == ["boss@example.com"] })
        #expect(host.subject.hasPrefix("New booking: Evil Bcc: victim@example.com"))
    }

    /// The same link as text, as both hrefs and in the calendar; nowhere once the meeting is off.
    private static func expectLink(_ link: String, in mail: MailServerPeer.Mail, isOff: Bool) {
        let text = (mail.part("text/plain")?.text ?? "").split(separator: "\r\n").map(String.init)
        let html = mail.part("text/html")?.text ?? ""
        let hrefs = html.matches(of: /href="([^"]*)"/).map { match in
            String(match.output.1).replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        }.filter { !$0.contains("/m/") }
        #expect(text.contains(link) == !isOff)
        // The client's also leads to the page that manages the booking.
        #expect(hrefs.filter { !$0.contains("/m/") } == (isOff ? [] : [link, link]))
        #expect(CalendarText.value("LOCATION", in: mail.calendar) == (isOff ? nil : link))
        if isOff { #expect(!(text.joined() + html + mail.calendar.joined()).contains("#userInfo")) }
    }

    /// What people call a zone by.
    private static func city(_ zone: String) -> String {
        // With its stop and its apostrophe.
        if zone == "America/St_Johns" { return "St. John’s" }
        return (zone.split(separator: "/").last.map(String.init) ?? "").replacing("_", with: " ")
    }

    /// As a mail program or Jitsi shows blanks.
    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What the link says when it is read as Jitsi reads it.
    private static func nameInLink(_ link: String) throws -> String {
        let value = try #require(link.split(separator: "#userInfo.displayName=").last?.split(separator: "&").first)
        let json = try #require(String(value).removingPercentEncoding)
        return try JSONDecoder().decode(String.self, from: Data(json.utf8))
    }

    /// Jitsi shows 50 UTF-16 units, and a straight apostrophe only as an entity.
    private static func shown(_ name: String) -> String {
        var shown = ""
        for character in name.replacing("'", with: "’") {
            if (shown + String(character)).utf16.count > 50 { break }
            shown.append(character)
        }
        return shown
    }
}
