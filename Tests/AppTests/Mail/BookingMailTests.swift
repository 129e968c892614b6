import Foundation
import Testing
import Wire

@Suite("Mails about a booking")
struct BookingMailTests {
    static let rights = "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"

    /// Letters about bookings, without those about the account.
    private static func letters(_ practice: Practice, to address: String) -> [Letter] {
        practice.letters.letters(to: address).filter { !$0.subject.contains("e-mail address") }
    }

    @Test("client and host each get their own form of every change, in their own zone; notes go to the host alone")
    func everyChange() async throws {
        let practice = try await Practice.openForLong(zone: "Europe/Berlin")
        let jo = try await practice.register(
            "jo@example.com", ["first_name": "Jo", "last_name": "Ott", "time_zone": "America/New_York"])
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/users/me", ["time_zone": "Europe/Berlin"]).status == 200)
        let id = try await jo.mustBook(jan("06T09:00"), ["notes": "Left knee & <hip>"])
        let room = try await jo.get("/api/bookings/\(id)").object("booking").text("jitsi_room_url")
        try await practice.work()
        #expect(try await jo.move(id, to: jan("07T10:00")).status == 200)
        try await practice.work()
        #expect(try await jo.post("/api/bookings/\(id)/cancel", ["reason": "Well again"]).status == 200)
        try await practice.work()

        let toJo = Self.letters(practice, to: "jo@example.com")
        let toHost = Self.letters(practice, to: "boss@example.com")
        #expect(
            toJo.map(\.subject) == [
                "Your booking: Consultation, Tuesday, 6 January 2026",
                "Moved: Consultation, now Wednesday, 7 January 2026",
                "Cancelled: Consultation, Wednesday, 7 January 2026",
            ])
        #expect(
            toHost.map(\.subject) == [
                "New booking: Jo Ott, Tuesday, 6 January 2026", "Moved: Jo Ott, now Wednesday, 7 January 2026",
                "Cancelled: Jo Ott, Wednesday, 7 January 2026",
            ])
        let times = [
            ("Tuesday, 6 January 2026, 04:00–05:00", "Tuesday, 6 January 2026, 10:00–11:00"),
            ("Wednesday, 7 January 2026, 05:00–06:00", "Wednesday, 7 January 2026, 11:00–12:00"),
            ("Wednesday, 7 January 2026, 05:00–06:00", "Wednesday, 7 January 2026, 11:00–12:00"),
        ]
        let own = room + "#userInfo.displayName=%22Jo%20Ott%22"
        let hosts = room + "#userInfo.displayName=%22Consultant%22" + Self.rights
        for (index, (client, host)) in zip(toJo, toHost).enumerated() {
            for text in [client.text, client.html] {
                #expect(text.contains(times[index].0 + " (New York time, EST, UTC−5)"), "\(text)")
                #expect(!text.contains("knee") && !text.contains(Self.rights.replacing("&", with: "&amp;")))
            }
            #expect(host.text.contains(times[index].1 + " (Berlin time, CET, UTC+1)"), "\(host.text)")
            #expect(host.text.contains("Notes: Left knee & <hip>") && host.html.contains("Left knee &amp; &lt;hip&gt;"))
            #expect(
                host.text.contains("Client: Jo Ott <jo@example.com>")
                    && host.html.contains("Jo Ott &lt;jo@example.com&gt;"))
            let isOff = index == 2
            #expect(client.text.contains("Join meeting:\n\(own)\n") == !isOff, "\(client.text)")
            #expect(host.text.contains("Join meeting:\n\(hosts)\n") == !isOff, "\(host.text)")
            let reference = "href=\"\(hosts.replacing("&", with: "&amp;"))\""
            #expect(host.html.contains(reference) == !isOff)
            for text in [client.text, host.html] { #expect(text.contains("#userInfo") == !isOff) }
            for text in [client.text, host.text] { #expect(text.contains("Reason: Well again") == isOff) }
            for letter in [client, host] { Self.expectInvitation(letter, version: index, isOff: isOff) }
            #expect(client.to == Mailbox(name: "Jo Ott", address: "jo@example.com"))
            #expect(client.from == Mailbox(name: "The Practice", address: "hello@practice.example"))
        }
        let names = Set((toJo + toHost).map(\.messageID))
        #expect(names.count == 6)
    }

    private static func expectInvitation(_ letter: Letter, version: Int, isOff: Bool) {
        let method = isOff ? "CANCEL" : "REQUEST"
        #expect(letter.invitation?.method == method)
        let lines = CalendarText.lines(letter.invitation?.ics ?? "")
        #expect(lines.contains("SEQUENCE:\(version)") && lines.contains("METHOD:\(method)"))
        #expect(!letter.text.contains("%{") && !letter.html.contains("%{") && !letter.html.contains("{{"))
    }

    @Test("who is both client and host gets one mail, in the host's form")
    func clientIsHost() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let id = try await boss.mustBook(jan("07T09:00"), ["notes": "For myself"])
        try await practice.live(hours: 25)
        #expect(try await boss.post("/api/bookings/\(id)/cancel").status == 200)
        try await practice.work()
        let letters = Self.letters(practice, to: "boss@example.com")
        #expect(letters.map { $0.subject.prefix(10) } == ["New bookin", "Reminder: ", "Cancelled:"])
        #expect(letters.prefix(2).allSatisfy { $0.text.contains(Self.rights) && $0.text.contains("For myself") })
    }

    @Test("an admin who books for themselves with another host gets the admin's form of the link by mail")
    func adminAsClient() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", ["is_admin": true]).status == 200)
        let booked = try await jo.book(jan("06T09:00"), ["notes": "Mine"])
        let link = try booked.object("booking").text("personalized_meeting_url")
        #expect(link.hasSuffix("#userInfo.displayName=%22Jo%22"))
        try await practice.work()
        let letters = Self.letters(practice, to: "jo@example.com")
        #expect(letters.count == 1 && letters[0].subject.hasPrefix("Your booking"))
        #expect(letters[0].text.contains(link + Self.rights + "\n") && !letters[0].text.contains("Mine"))
    }

    @Test("price, payment and the deadline for changes are told where they exist")
    func facts() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["time_zone": "Asia/Kathmandu"])
        let service = try await boss.addService("Paid", 45, ["amount": 100, "currency": "eur", "change_notice": 120])
        _ = try await jo.mustBook(jan("06T09:00"), service: service)
        _ = try await jo.mustBook(jan("06T11:00"))
        try await practice.work()
        let letters = Self.letters(practice, to: "jo@example.com").sorted { $0.subject > $1.subject }
        #expect(
            letters[0].text.contains("Payment: €100.00, to be paid")
                && letters[0].text.contains("Length: 45 minutes"))
        #expect(
            letters[0].text.contains(
                "Can be changed until: Tuesday, 6 January 2026, 12:45 (Kathmandu time, UTC+5:45)"),
            "\(letters[0].text)")
        #expect(!letters[1].text.contains("Payment") && !letters[1].text.contains("Can be changed until"))
    }

    @Test("a name that looks like a placeholder is a name")
    func placeholderName() async throws {
        let practice = try await Practice.open()
        let names = ["%{host}", "%{service}", "%{day}", "%{name}", "{{JoinURL}}"]
        for (index, name) in names.enumerated() {
            let person = try await practice.register("p\(index)@example.com", ["first_name": name])
            _ = try await person.mustBook(jan("06T\(index + 10):00"))
        }
        try await practice.work()
        for (index, name) in names.enumerated() {
            let own = try #require(Self.letters(practice, to: "p\(index)@example.com").first)
            #expect(own.text.hasPrefix("Hello \(name),"), "\(own.text)")
            let hosts = Self.letters(practice, to: "boss@example.com")
            #expect(hosts.contains { $0.subject == "New booking: \(name), Tuesday, 6 January 2026" }, "\(name)")
        }
    }

    @Test("a booking that was cancelled or moved before its mails went out is told as it is now")
    func overtaken() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await practice.work()
        practice.letters.forget()
        let cancelled = try await jo.mustBook(jan("06T09:00"))
        let moved = try await jo.mustBook(jan("06T10:00"))
        #expect(try await jo.post("/api/bookings/\(cancelled)/cancel").status == 200)
        #expect(try await jo.move(moved, to: jan("06T11:00")).status == 200)
        try await practice.work()
        for address in ["jo@example.com", "boss@example.com"] {
            let subjects = practice.letters.letters(to: address).map { $0.subject.prefix(6) }.sorted()
            #expect(subjects == ["Cancel", "Moved:"])
        }
        let states = try await practice.texts("SELECT state FROM mails WHERE kind = 'confirmation'")
        #expect(states == Array(repeating: "dropped", count: 4))
    }
}
