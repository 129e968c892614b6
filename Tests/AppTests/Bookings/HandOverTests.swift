import Foundation
import Testing

@Suite("Hand-over of a host's bookings")
struct HandOverTests {
    /// A practice with a second host, who works as the boss does.
    static func open() async throws -> (practice: Practice, boss: Asker, eve: Asker, jo: Asker) {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let eve = try await practice.register("eve@example.com", ["first_name": "Eve"])
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let weekly = (1...5).map { ["weekday": $0, "from": "09:00", "to": "17:00"] as [String: any Sendable] }
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": weekly]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", hours).status == 200)
        return (practice, boss, eve, try await practice.register("jo@example.com", ["first_name": "Jo"]))
    }

    static func handOver(_ boss: Asker, from host: Int64, to other: Int64) async throws -> Answer {
        try await boss.post("/api/admin/hosts/\(host)/hand-over", ["to_host_id": other])
    }

    @Test("all that is to come goes to the other host, once, and what has begun or is off stays")
    func everything() async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        let begun = try await jo.mustBook(jan("05T10:00"))
        let off = try await jo.mustBook(jan("06T10:00"))
        let (one, two) = (try await jo.mustBook(jan("07T10:00")), try await jo.mustBook(jan("06T11:00")))
        #expect(try await jo.post("/api/bookings/\(off)/cancel").status == 200)
        practice.clock.move(hours: 2.5)
        let before = try await jo.get("/api/bookings/\(one)").object("booking")

        let answer = try await Self.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(answer.status == 200 && answer.text.contains(#""booking_ids":[\#(two),\#(one)]"#), "\(answer)")
        #expect(try answer.json().names == ["host_id", "to_host_id", "booking_ids"])
        let after = try await jo.get("/api/bookings/\(one)").object("booking")
        #expect(try after.int("host_id") == eve.userID && after.text("host_name") == "Eve")
        #expect(try after.text("jitsi_room_url") == before.text("jitsi_room_url"))
        #expect(try after.text("status") == "scheduled" && after.text("scheduled_at") == before.text("scheduled_at"))
        let hosts = try await practice.numbers("SELECT host_id FROM bookings ORDER BY id")
        #expect(hosts == [practice.bossID, practice.bossID, eve.userID, eve.userID], "\(begun)")
        try await practice.expectSoundCalendar()
        #expect(try await jo.slots("2026-01-07").contains(jan("07T10:00")))

        let again = try await Self.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(again.status == 200 && again.text.contains(#""booking_ids":[]"#))
        let trail = try await practice.texts("SELECT detail FROM audit WHERE action = 'booking.handed_over'")
        #expect(trail == Array(repeating: #"{"from":"\#(practice.bossID)","to":"\#(eve.userID)"}"#, count: 2))
        // The new host moves and closes it as any of hers.
        #expect(try await eve.get("/api/host/bookings").int("total") == 2)
        #expect(try await eve.move(one, to: jan("07T12:00"), under: "/api/host/bookings").status == 200)
        try await practice.expectSoundCalendar()
    }

    @Test("one that does not fit is named, and nothing is handed over or told")
    func taken() async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        let fits = try await jo.mustBook(jan("06T09:00"))
        let clashes = try await jo.mustBook(jan("06T12:00"))
        _ = try await jo.mustBook(jan("06T12:00"), service: hers)
        let mails = try await practice.numbers("SELECT COUNT(*) FROM mails")
        let answer = try await Self.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(answer.status == 409 && answer.code == "slot_taken", "\(answer)")
        #expect(try answer.json().int("booking_id") == clashes)
        #expect(try answer.json().text("detail").contains("Booking \(clashes) does not fit"))
        #expect(try await jo.get("/api/bookings/\(fits)").object("booking").int("host_id") == practice.bossID)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails") == mails)
        #expect(try await practice.texts("SELECT action FROM audit WHERE action = 'booking.handed_over'") == [])
        try await practice.expectSoundCalendar()
        // Anybody else's clash has no such member.
        #expect(try await jo.book(jan("06T09:00")).json().names.contains("booking_id") == false)

        #expect(try await jo.move(clashes, to: jan("06T13:00")).status == 200)
        #expect(try await Self.handOver(boss, from: practice.bossID, to: eve.userID).status == 200)
        try await practice.expectSoundCalendar()
    }

    @Test("only another host can take over, and only a person's bookings can be given")
    func refused() async throws {
        let (practice, boss, _, jo) = try await Self.open()
        for (other, field) in [(practice.bossID, "to_host_id"), (jo.userID, "to_host_id"), (999_999, "to_host_id")] {
            let answer = try await Self.handOver(boss, from: practice.bossID, to: other)
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(answer)")
        }
        #expect(try await Self.handOver(boss, from: 999_999, to: practice.bossID).status == 404)
    }

    @Test("client, old host and new host each get one mail, with an invitation that their calendars follow")
    func mails() async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        let id = try await jo.mustBook(jan("07T10:00"), ["notes": "My knee"])
        _ = try await eve.mustBook(jan("07T12:00"), ["notes": "My own"])
        try await practice.work()
        practice.letters.forget()
        #expect(try await Self.handOver(boss, from: practice.bossID, to: eve.userID).status == 200)
        try await practice.work()

        let toJo = practice.letters.letters(to: "jo@example.com")
        #expect(toJo.map { String($0.subject.prefix(12)) } == ["Another host"])
        #expect(toJo[0].text.contains("Eve") && toJo[0].invitation?.method == "REQUEST")
        #expect(toJo[0].invitation?.ics.contains("SEQUENCE:1\r\n") == true)
        // Eve is the client of the second one: one mail, in the host's form.
        let toEve = practice.letters.letters(to: "eve@example.com")
        #expect(toEve.map { String($0.subject.prefix(10)) } == ["Taken over", "Taken over"])
        #expect(
            toEve.contains { $0.text.contains("My knee") && $0.text.contains("https://meet.jit.si/booking-\(id)-") })
        let toBoss = practice.letters.letters(to: "boss@example.com")
        #expect(toBoss.map { String($0.subject.prefix(11)) } == ["Handed over", "Handed over"])
        for letter in toBoss {
            #expect(letter.text.contains("Eve") && letter.invitation?.method == "CANCEL")
            let words = letter.text + letter.html + (letter.invitation?.ics ?? "")
            #expect(!words.contains("meet.jit.si") && !words.contains("My knee") && !words.contains("My own"))
        }
        // Reminders go to whoever is the host then.
        practice.letters.forget()
        try await practice.live(hours: 50)
        #expect(practice.letters.letters(to: "boss@example.com").isEmpty)
        #expect(practice.letters.letters(to: "eve@example.com").contains { $0.subject.hasPrefix("Reminder") })
    }

    @Test("what was still to be told to the old host is not, and of two hand-overs the last one is told")
    func unsent() async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        func subjects(_ address: String) -> [String] {
            practice.letters.letters(to: address).map { String($0.subject.prefix(10)) }
        }
        try await practice.work()
        practice.letters.forget()
        _ = try await jo.mustBook(jan("07T10:00"))
        #expect(try await Self.handOver(boss, from: practice.bossID, to: eve.userID).status == 200)
        try await practice.work()
        #expect(subjects("boss@example.com") == ["Handed ove"] && subjects("eve@example.com") == ["Taken over"])
        practice.letters.forget()
        #expect(try await Self.handOver(boss, from: eve.userID, to: practice.bossID).status == 200)
        #expect(try await Self.handOver(boss, from: practice.bossID, to: eve.userID).status == 200)
        try await practice.work()
        #expect(subjects("boss@example.com") == ["Handed ove"] && subjects("eve@example.com") == ["Taken over"])
    }

    @Test("the old host reads neither why the booking was cancelled since nor its receipt")
    func sinceCancelled() async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        let paid = try await boss.addService("Paid", 60, ["amount": 50])
        let id = try await jo.mustBook(jan("07T10:00"), service: paid)
        #expect(try await boss.post("/api/admin/bookings/\(id)/mark-paid").status == 200)
        try await practice.work()
        practice.letters.forget()
        #expect(try await Self.handOver(boss, from: practice.bossID, to: eve.userID).status == 200)
        #expect(try await jo.post("/api/bookings/\(id)/cancel", ["reason": "My divorce"]).status == 200)
        try await practice.work()
        func words(_ subject: String, to address: String) -> [String] {
            practice.letters.letters(to: address).filter { $0.subject.hasPrefix(subject) }.map { $0.text + $0.html }
        }
        let toEve = words("Cancelled", to: "eve@example.com")
        #expect(toEve.count == 1 && toEve.allSatisfy { $0.contains("My divorce") && $0.contains("/receipts/") })
        let toBoss = words("Handed over", to: "boss@example.com")
        #expect(toBoss.count == 1 && !toBoss.contains { $0.contains("My divorce") || $0.contains("/receipts/") })
    }

    @Test("webhooks are told, with the host before")
    func webhooks() async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        _ = try await boss.addWebhook("https://receiver.example/hook", ["events": ["booking.handed_over"]])
        let id = try await jo.mustBook(jan("07T10:00"))
        #expect(try await Self.handOver(boss, from: practice.bossID, to: eve.userID).status == 200)
        try await practice.work()
        let event = try #require(practice.calls.all.first).json()
        #expect(try event.text("type") == "booking.handed_over" && event.text("actor") == "admin")
        let data = try event.object("data")
        #expect(try data.object("previous").int("host_id") == practice.bossID)
        let booking = try data.object("booking")
        #expect(try booking.int("id") == id && booking.int("host_id") == eve.userID)
        #expect(practice.calls.all.count == 1)
    }

    @Test("a hand-over and bookings at the same time leave no overlap", arguments: [31, 32, 33] as [UInt64])
    func race(seed: UInt64) async throws {
        let (practice, boss, eve, jo) = try await Self.open()
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        var dice = Dice(seed: seed)
        let mine = try await (0..<6).asyncMap { try await jo.mustBook(jan("0\(6 + $0 % 2)T\(10 + $0):00")) }
        enum Deed: Sendable { case handOver, book(Int64, String), move(Int64, String) }
        let hours = (0..<40).map { _ in
            jan("0\(Int.random(in: 6...7, using: &dice))T\(Int.random(in: 10...16, using: &dice)):00")
        }
        let deeds = hours.enumerated().map { index, start -> Deed in
            if index % 10 == 4 { return .handOver }
            if index % 3 == 0 { return .move(mine[index % 6], start) }
            return .book(index % 2 == 0 ? hers : practice.service, start)
        }
        let answers = try await atOnce(deeds) { deed in
            switch deed {
            case .handOver: try await Self.handOver(boss, from: practice.bossID, to: eve.userID)
            case .book(let service, let start): try await jo.book(start, service: service)
            case .move(let id, let start): try await jo.move(id, to: start)
            }
        }
        try await practice.expectSoundCalendar()
        let strange = answers.filter { ![200, 201, 409, 422].contains($0.status) }
        #expect(strange.isEmpty, "\(strange)")
        for (deed, answer) in zip(deeds, answers) {
            guard case .handOver = deed, answer.status == 200 else { continue }
            for id in answer.values("booking_ids") {
                let host = try await practice.numbers("SELECT host_id FROM bookings WHERE id = \(id)")
                #expect(host == [eve.userID], "a booking that was handed over went back")
            }
        }
    }
}

extension Answer {
    /// The numbers of a list.
    fileprivate func values(_ name: String) -> [Int64] {
        (try? json().values[name] as? [Int])?.map(Int64.init) ?? []
    }
}
