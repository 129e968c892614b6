import App
import Foundation
import Testing
import Wire

@Suite("Invited participants")
struct ParticipantTests {
    /// A booking on Tuesday from 10:00 to 11:00, of a client whose address is proved.
    private struct Invited {
        let practice: Practice
        let boss: Asker
        let jo: Asker
        let id: Int64

        static func open(_ change: (inout Settings) throws -> Void = { _ in }) async throws -> Invited {
            let practice = try await Practice.openForLong(change)
            let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Typed"])
            let id = try await jo.mustBook(jan("06T10:00"))
            try await practice.work()
            practice.letters.forget()
            return Invited(practice: practice, boss: try await practice.boss(), jo: jo, id: id)
        }

        var path: String { "/api/bookings/\(id)/participants" }

        func invite(
            _ email: String = "ann@example.com", _ name: String = "Ann Typed", by asker: Asker? = nil,
            _ more: [String: any Sendable] = [:]
        ) async throws -> Answer {
            let body: [String: any Sendable] = ["email": email, "name": name]
            return try await (asker ?? jo).post(path, body.merging(more) { _, own in own })
        }

        /// `id state` of each, as the list has them.
        func states(_ asker: Asker? = nil) async throws -> [String] {
            try await (asker ?? jo).get(path).array("participants").map {
                try "\($0.text("name")) \($0.text("role")) \($0.text("state"))"
            }
        }

        /// The path of the entrance in the last letter to an address.
        func entrance(_ email: String = "ann@example.com") throws -> String {
            let letter = try #require(practice.letters.letters(to: email).last)
            let found = try #require(letter.text.firstMatch(of: /https:\/\/practice\.example(\/join\/\S+)/))
            return String(found.output.1)
        }
    }

    @Test("the list has client and host, and those who were invited; host and client see the same")
    func list() async throws {
        let invited = try await Invited.open()
        let answer = try await invited.invite("ann@example.com", "Ann", ["role": "presenter", "locale": "de"])
        #expect(answer.status == 201)
        let made = try answer.object("participant")
        #expect(try made.text("participant_id").hasPrefix("invited-") && made.text("state") == "invited")
        let all = ["Jo Typed participant accepted", "Consultant moderator accepted", "Ann presenter invited"]
        #expect(try await invited.states() == all)
        #expect(try await invited.states(invited.boss) == all)
        let host = try await invited.jo.get(invited.path).array("participants")[1]
        #expect(host.isNull("email"), "the host's address is told to nobody here")
        let one = invited.path + "/" + (try made.text("participant_id"))
        #expect(try await invited.boss.patch(one, ["name": "Ann B", "role": "observer"]).status == 200)
        #expect(try await invited.states().last == "Ann B observer invited")
        #expect(try await invited.jo.delete(one).status == 204)
        #expect(try await invited.states().count == 2)
        #expect(try await invited.jo.delete(one).status == 404)
    }

    @Test("client and host cannot be changed there, nobody is to be taken for the host, and each is invited once")
    func refused() async throws {
        let invited = try await Invited.open()
        for who in ["client", "host"] {
            #expect(try await invited.boss.patch("\(invited.path)/\(who)", ["name": "X"]).status == 403)
            #expect(try await invited.boss.delete("\(invited.path)/\(who)").status == 403)
        }
        for who in ["admin-1", "invited-999999", "x"] {
            #expect(try await invited.boss.delete("\(invited.path)/\(who)").status == 404)
        }
        #expect(try await invited.invite("ann@example.com", "c O n sültant").complainedFields == ["name"])
        #expect(try await invited.invite("ann@example.com", "C\u{43E}nsultant").complainedFields == ["name"])
        #expect(try await invited.invite("jo+else@example.com", "Jo").complainedFields == ["email"])
        #expect(try await invited.invite().status == 201)
        #expect(try await invited.invite("ANN+x@example.com").complainedFields == ["email"])
        #expect(try await invited.invite("b@example.com", "B", ["role": "moderator"]).complainedFields == ["role"])
        let other = try await invited.practice.register("eve@example.com")
        #expect(try await invited.invite("b@example.com", by: other).status == 404)
        let unproved = try await invited.practice.register("new@example.com", proved: false)
        let id = try await unproved.mustBook(jan("06T12:00"))
        let body = ["email": "b@example.com", "name": "B"]
        #expect(try await unproved.post("/api/bookings/\(id)/participants", body).status == 403)
        for number in 2...20 {
            #expect(try await invited.invite("p\(number)@example.com", "P", by: invited.boss).status == 201)
        }
        #expect(try await invited.invite("p21@example.com", "P", by: invited.boss).complainedFields == ["email"])
        #expect(try await invited.jo.post("/api/bookings/\(invited.id)/cancel").status == 200)
        #expect(try await invited.invite("b@example.com").status == 409)
    }

    @Test("until an invited person accepts, nothing that the client typed stands in a mail; then their name does")
    func words() async throws {
        let invited = try await Invited.open()
        #expect(try await invited.invite().status == 201)
        try await invited.practice.work()
        let first = try #require(invited.practice.letters.letters(to: "ann@example.com").last)
        #expect(first.subject == "Invitation: Consultation, Tuesday, 6 January 2026")
        let whole = first.subject + first.text + first.html + (first.invitation?.ics ?? "") + (first.to.name ?? "")
        #expect(!whole.contains("Typed"), "\(first.text)")
        #expect(first.text.contains("Hello,") && first.invitation?.method == "REQUEST")
        let path = try invited.entrance()
        let lines = CalendarText.lines(first.invitation?.ics ?? "")
        #expect(lines.contains("LOCATION:https://practice.example\(path)"))
        let page = try await invited.practice.visitor.get(path)
        #expect(page.status == 200 && page.text.contains("action=\"\(path)/decline\""))
        #expect(try await invited.states().last == "Ann Typed participant invited", "looking says nothing")
        #expect(try await invited.practice.visitor.submit("\(path)/accept", "").status == 303)
        #expect(try await invited.states().last == "Ann Typed participant accepted")
        try await invited.practice.live(hours: 3)
        let reminder = try #require(invited.practice.letters.letters(to: "ann@example.com").last)
        #expect(reminder.subject.hasPrefix("Reminder: ") && reminder.text.contains("Hello Ann Typed,"))
        #expect(!reminder.text.contains("Jo Typed"))
        #expect(try await invited.jo.move(invited.id, to: jan("07T10:00")).status == 200)
        try await invited.practice.work()
        let moved = try #require(invited.practice.letters.letters(to: "ann@example.com").last)
        #expect(moved.subject.hasPrefix("Moved: ") && moved.invitation?.method == "REQUEST")
        #expect(try invited.entrance() == path, "the link leads to the new time")
        let reason = ["reason": "Typed reason"]
        #expect(try await invited.jo.post("/api/bookings/\(invited.id)/cancel", reason).status == 200)
        try await invited.practice.work()
        let off = try #require(invited.practice.letters.letters(to: "ann@example.com").last)
        #expect(off.subject.hasPrefix("Cancelled: ") && off.invitation?.method == "CANCEL")
        #expect(!off.text.contains("reason") && !off.text.contains("/join/"))
    }

    @Test("who declines is told no more, both sides see it, and “no more of these” holds for the mailbox")
    func declined() async throws {
        let invited = try await Invited.open()
        #expect(try await invited.invite().status == 201)
        try await invited.practice.work()
        let path = try invited.entrance()
        let answer = try await invited.practice.visitor.submit("\(path)/decline", "for_good=on")
        #expect(answer.status == 200 && answer.text.contains("You will not come"))
        #expect(try await invited.states(invited.boss).last == "Ann Typed participant declined")
        #expect(try await invited.practice.visitor.get(path).status == 422)
        invited.practice.letters.forget()
        #expect(try await invited.jo.move(invited.id, to: jan("07T10:00")).status == 200)
        let again = try await invited.invite("ann+work@example.com")
        #expect(again.status == 201)
        #expect(try again.object("participant").text("state") == "declined")
        try await invited.practice.work()
        #expect(invited.practice.letters.all.filter { $0.to.address.hasPrefix("ann") }.isEmpty)
    }

    @Test("an invitation that is still to be sent when its mailbox wants no more is not, and no reminder follows it")
    func unwantedMeanwhile() async throws {
        let invited = try await Invited.open()
        #expect(try await invited.invite().status == 201)
        try await invited.practice.work()
        let path = try invited.entrance()
        let other = try await invited.jo.mustBook(jan("06T13:00"))
        let body = ["email": "ann@example.com", "name": "Ann"]
        #expect(try await invited.jo.post("/api/bookings/\(other)/participants", body).status == 201)
        invited.practice.letters.forget()
        #expect(try await invited.practice.visitor.submit("\(path)/decline", "for_good=on").status == 200)
        try await invited.practice.live(hours: 6)
        #expect(invited.practice.letters.letters(to: "ann@example.com").map(\.subject) == [])
        #expect(invited.practice.letters.all.contains { $0.subject.hasPrefix("Reminder: ") })
    }

    @Test("who goes in has accepted; who is taken out gets a mail, and their link leads nowhere")
    func entering() async throws {
        let invited = try await Invited.open()
        let id = try await invited.invite().object("participant").text("participant_id")
        try await invited.practice.work()
        let path = try invited.entrance()
        invited.practice.clock.move(hours: 26)
        let entered = try await invited.practice.visitor.submit(path, "")
        #expect(entered.status == 303)
        #expect(entered.header("Location")?.hasPrefix("https://meet.jit.si/booking-") == true)
        #expect(entered.header("Location")?.contains("Ann%20Typed") == true)
        #expect(try await invited.states().last == "Ann Typed participant accepted")
        #expect(try await invited.boss.delete("\(invited.path)/\(id)").status == 204)
        try await invited.practice.work()
        let off = try #require(invited.practice.letters.letters(to: "ann@example.com").last)
        #expect(off.subject.hasPrefix("Cancelled: ") && off.invitation?.method == "CANCEL")
        #expect(try await invited.practice.visitor.get(path).status == 422)
    }

    @Test("who is taken out or declines waits no more; who is invited again has another link, and waits anew")
    func waiting() async throws {
        let invited = try await Invited.open { $0.meetings.waitingRoomIsOn = true }
        let (visitor, boss) = (invited.practice.visitor, invited.boss)
        func known(_ list: String) async throws -> [String] {
            let meeting = try await boss.get("/api/meetings/\(invited.id)").object("meeting")
            return try meeting.array(list).map { try $0.text("participant_id") }
        }
        func comes() async throws -> (id: String, path: String) {
            let id = try await invited.invite().object("participant").text("participant_id")
            try await invited.practice.work()
            let path = try invited.entrance()
            #expect(try await visitor.submit(path, "").status == 200)
            #expect(try await known("waiting") == [id])
            return (id, path)
        }
        invited.practice.clock.move(hours: 26)
        let (id, former) = try await comes()
        let admit = "/api/meetings/\(invited.id)/admit"
        #expect(try await boss.post(admit, ["participant_id": id]).status == 200)
        #expect(try await invited.jo.delete("\(invited.path)/\(id)").status == 204)
        #expect(try await known("admitted") == [])
        #expect(try await boss.post(admit, ["participant_id": id]).status == 404)
        try await invited.practice.work()
        let (again, path) = try await comes()
        #expect(again == id && path != former)
        #expect(try await visitor.get(former).text.contains("This link was replaced"))
        #expect(try await visitor.submit("\(path)/decline", "").status == 200)
        #expect(try await known("waiting") == [])
    }

    @Test("who is expected is told of another host, by a mail that their calendar follows; who has declined is not")
    func handedOver() async throws {
        let invited = try await Invited.open()
        for name in ["ann", "bob"] { #expect(try await invited.invite("\(name)@example.com").status == 201) }
        try await invited.practice.work()
        let (path, bobs) = (try invited.entrance(), try invited.entrance("bob@example.com"))
        #expect(try await invited.practice.visitor.submit("\(bobs)/decline", "").status == 200)
        let eve = try await invited.practice.register("eve@example.com", ["first_name": "Eve"])
        #expect(try await invited.boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        try await invited.practice.work()
        invited.practice.letters.forget()
        let given = try await HandOverTests.handOver(invited.boss, from: invited.practice.bossID, to: eve.userID)
        #expect(given.status == 200, "\(given)")
        try await invited.practice.work()
        let told = invited.practice.letters.letters(to: "ann@example.com")
        #expect(told.map(\.subject) == ["Another host: Consultation, Tuesday, 6 January 2026"])
        let letter = try #require(told.last)
        #expect(letter.text.contains("will be given by Eve") && !(letter.text + letter.html).contains("Typed"))
        #expect(letter.invitation?.method == "REQUEST" && letter.invitation?.ics.contains("SEQUENCE:1\r\n") == true)
        #expect(try invited.entrance() == path)
        #expect(invited.practice.letters.letters(to: "bob@example.com").isEmpty)
    }

    @Test("a client invites no more than thirty times a day, and one mailbox five times; hosts as often as they need")
    func limits() async throws {
        let invited = try await Invited.open()
        for _ in 1...5 {
            let answer = try await invited.invite()
            try #require(answer.status == 201, "\(answer)")
            let id = try answer.object("participant").text("participant_id")
            #expect(try await invited.jo.delete("\(invited.path)/\(id)").status == 204)
        }
        #expect(try await invited.invite().status == 429)
        #expect(try await invited.invite(by: invited.boss).status == 201)
        for number in 6...30 {
            let answer = try await invited.invite("p\(number)@example.com", "P")
            try #require(answer.status == 201, "\(answer)")
            let id = try answer.object("participant").text("participant_id")
            #expect(try await invited.jo.delete("\(invited.path)/\(id)").status == 204)
        }
        #expect(try await invited.invite("p31@example.com", "P").status == 429)
        invited.practice.clock.move(hours: 25)
        #expect(try await invited.invite("p32@example.com", "P").status == 201)
    }
}
