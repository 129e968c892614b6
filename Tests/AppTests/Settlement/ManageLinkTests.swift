import App
import Foundation
import Storage
import Synchronization
import Testing

@Suite("The link by which a client manages a booking")
struct ManageLinkTests {
    private static func links(in text: String) -> [String] {
        text.matches(of: /https:\/\/practice\.example(\/m\/[^\s"<&]+)/).map { String($0.output.1) }
    }

    /// The path of the link in the newest mail to a client about a booking.
    private static func path(_ practice: Practice, to address: String = "mia@example.com") async throws -> String {
        try await practice.work()
        let letter = try #require(practice.letters.letters(to: address).last { $0.invitation != nil })
        return try #require(links(in: letter.text).first, "\(letter.text)")
    }

    @Test("each mail to the client carries it, and neither a host's, an invited person's, nor any calendar file")
    func mails() async throws {
        let practice = try await Practice.open()
        let mia = try await practice.register("mia@example.com")
        let id = try await mia.mustBook(jan("07T10:00"))
        let guest: [String: any Sendable] = ["email": "guest@example.com", "name": "Guest", "role": "participant"]
        #expect(try await mia.post("/api/bookings/\(id)/participants", guest).status == 201)
        #expect(try await mia.move(id, to: jan("07T13:00")).status == 200)
        try await practice.work()
        #expect(try await mia.post("/api/bookings/\(id)/cancel").status == 200)
        try await practice.work()
        let letters = practice.letters.all
        let clients = letters.filter { $0.to.address == "mia@example.com" && $0.invitation != nil }
        #expect(clients.count >= 2 && letters.count > clients.count)
        for letter in clients {
            let found = Self.links(in: letter.text)
            #expect(found.count == 1 && Self.links(in: letter.html).first == found.first, "\(letter.text)")
        }
        #expect(Set(clients.flatMap { Self.links(in: $0.text) }).count == 1, "the same as long as it is good")
        for letter in letters {
            let calendar = letter.invitation?.ics ?? ""
            #expect(!calendar.contains("/m/"))
            guard letter.to.address != "mia@example.com" else { continue }
            #expect(!letter.text.contains("/m/") && !letter.html.contains("/m/"), "\(letter.text)")
        }
    }

    @Test("it shows the one booking without signing in, and neither notes nor the way in, and changes nothing")
    func shows() async throws {
        let practice = try await Practice.open()
        let german = ["locale": "de", "time_zone": "Europe/Berlin"]
        let mia = try await practice.register("mia@example.com", german)
        let other = try await mia.mustBook(jan("06T10:00"))
        // Its mail is out before.
        try await practice.work()
        practice.letters.forget()
        let id = try await mia.mustBook(jan("07T10:00"), ["notes": "my secret"])
        let path = try await Self.path(practice)
        let before = try await mia.get("/api/bookings/\(id)").text
        for _ in 1...2 {
            let page = try await practice.visitor.get(path)
            #expect(page.status == 200 && page.text.contains("11:00 – 12:00</time>"), "\(page)")
            #expect(page.text.contains("href=\"\(path)/cancel\"") && page.text.contains(/Mittwoch,? 7\. Januar 2026/))
            for hidden in [
                "my secret", "mia@example.com", "meet.jit.si", "/join/", "/bookings/\(other)", "calendar.ics",
            ] {
                #expect(!page.text.contains(hidden), "\(hidden)")
            }
            #expect(page.header("Set-Cookie") == nil && page.header("Cache-Control") == "no-store")
            #expect(
                page.header("X-Robots-Tag") == "noindex, nofollow" && page.header("Referrer-Policy") == "no-referrer")
        }
        #expect(try await mia.get("/api/bookings/\(id)").text == before)
    }

    @Test("its page of other times is read in one transaction")
    func oneReading() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("mia@example.com").mustBook(jan("07T10:00"))
        let path = try await Self.path(practice)
        let statements = Statements()
        let server = try await practice.anotherServer(on: statements.door(to: practice.app.database))
        statements.forget()
        let page = try await practice.visitor.on(server).get("\(path)/move?at=2026-01-07T11:00:00Z")
        #expect(page.status == 200 && page.text.contains("Move to Wednesday 7 January, 11:00"), "\(page)")
        #expect(statements.byTransaction.count == 1, "\(statements.byTransaction)")
        let gone = try await practice.visitor.on(server).get("\(path)x/move")
        #expect(gone.status == 422 && gone.text.contains("This link has ended"), "\(gone)")
    }

    @Test("it cancels by a POST alone, with the sum that its button says, and no other site can send that")
    func cancels() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: "2026-01-06T10:00:01Z")
        let path = try await Self.path(paid.practice)
        let visitor = paid.practice.visitor
        let page = try await visitor.get("\(path)/cancel")
        #expect(page.text.contains("Cancel and get 50.00 USD back"), "\(page)")
        let foreign = try await visitor.with("Sec-Fetch-Site", "cross-site").submit("\(path)/cancel", "expected=5000")
        #expect(foreign.status == 403)
        #expect(try await visitor.submit("\(path)/cancel", "expected=10000").status == 409, "more was shown")
        #expect(try await visitor.submit("\(path)/cancel", "").status == 422)
        #expect(try await paid.status(id) == "scheduled succeeded")
        let done = try await visitor.submit("\(path)/cancel", "expected=5000&reason=Ill&csrf_token=")
        #expect(done.status == 303 && done.header("Location") == "\(path)?done=cancelled", "\(done)")
        #expect(try await paid.refunds(id) == ["policy 5000 due"])
        let told = try await visitor.get("\(path)?done=cancelled").text
        #expect(told.contains("On its way back") && !told.contains("Ill"), "\(told)")
        #expect(try await visitor.submit("\(path)/cancel", "expected=5000").header("Location") == path)
    }

    @Test("it withdraws from the contract by a POST alone, and everything goes back")
    func withdraws() async throws {
        let paid = try await PaidPractice.open(["right_of_withdrawal": true, "withdrawal_days": 2])
        let id = try await paid.paid()
        // By now cancelling would bring half of it.
        try await paid.moveOn(to: "2026-01-06T10:00:01Z")
        let path = try await Self.path(paid.practice)
        let visitor = paid.practice.visitor
        #expect(try await visitor.get(path).text.contains("href=\"\(path)/withdraw\""))
        let page = try await visitor.get("\(path)/withdraw")
        #expect(page.text.contains("everything that you have paid comes back to you"), "\(page)")
        #expect(page.text.contains("action=\"\(path)/withdraw\"") && !page.text.contains("/bookings/\(id)"))
        let foreign = try await visitor.with("Sec-Fetch-Site", "cross-site").submit("\(path)/withdraw", "")
        #expect(foreign.status == 403)
        #expect(try await paid.status(id) == "scheduled succeeded")
        let done = try await visitor.submit("\(path)/withdraw", "csrf_token=")
        #expect(done.status == 303 && done.header("Location") == "\(path)?done=withdrawn", "\(done)")
        #expect(try await paid.refunds(id) == ["policy 10000 due"])
        let told = try await visitor.get("\(path)?done=withdrawn").text
        #expect(told.contains("You have withdrawn") && !told.contains("\(path)/withdraw"), "\(told)")
        #expect(try await visitor.submit("\(path)/withdraw", "").header("Location") == path)
        #expect(try await visitor.get("\(path)/withdraw").header("Location") == path)
        let booking = try await paid.client.get("/api/bookings/\(id)").object("booking")
        #expect(try booking.text("status") == "cancelled" && booking.text("cancelled_by") == "client")
    }

    @Test("it tells the practice of a withdrawal that comes late, and changes nothing else")
    func withdrawsLate() async throws {
        let paid = try await PaidPractice.open(["right_of_withdrawal": true, "withdrawal_days": 2])
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("08T00:00"))
        let path = try await Self.path(paid.practice)
        let visitor = paid.practice.visitor
        #expect(try await visitor.get("\(path)/withdraw").text.contains("The practice is told"))
        let done = try await visitor.submit("\(path)/withdraw", "")
        #expect(done.header("Location") == "\(path)?done=withdrawn_late", "\(done)")
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.refunds(id).isEmpty)
    }

    @Test("where it is taken back in the same moment, nothing is done", arguments: ["move", "cancel", "withdraw"])
    func takenBackMeanwhile(deed: String) async throws {
        let practice = try await Practice.open()
        let right: [String: any Sendable] = ["right_of_withdrawal": true, "withdrawal_days": 1]
        #expect(try await practice.boss().patch("/api/admin/services/\(practice.service)", right).status == 200)
        let id = try await practice.register("mia@example.com").mustBook(jan("08T10:00"))
        let path = try await Self.path(practice)
        let isOpen = Mutex(false)
        // Between whatever was looked at before and the write, as close as it can get.
        let door = WrappedDatabase(
            practice.app.database,
            fateOfWrite: {
                guard isOpen.withLock({ $0 }) else { return .done }
                _ = try await practice.run(
                    "UPDATE meetings SET manage_generation = manage_generation + 1 WHERE booking_id = \(id)")
                return .done
            })
        let visitor = Asker(app: try await practice.anotherServer(on: door))
        isOpen.withLock { $0 = true }
        let fields = ["move": "at=2026-01-08T12:00:00Z", "cancel": "expected=0"]
        let answer = try await visitor.submit("\(path)/\(deed)", fields[deed] ?? "")
        #expect(answer.status == 422 && answer.text.contains("This link has ended"), "\(answer)")
        let start = Practice.monday.addingTimeInterval(74 * 3_600)
        let kept: SQL = "SELECT COUNT(*) FROM bookings WHERE status = 'scheduled' AND scheduled_at = \(start)"
        #expect(try await practice.numbers(kept) == [1])
    }

    @Test("it ends with the booking's time, with another address of the client, and when it is taken back")
    func ends() async throws {
        let practice = try await Practice.openForLong()
        let mia = try await practice.register("mia@example.com")
        let boss = try await practice.boss()
        let id = try await mia.mustBook(jan("07T10:00"))
        var path = try await Self.path(practice)
        for asker in [mia, boss] {
            #expect(try await asker.post("/api/bookings/\(id)/revoke-manage-link").status == 200)
            let ended = try await practice.visitor.get(path)
            #expect(ended.status == 422 && ended.text.contains("This link has ended"), "\(ended)")
            #expect(!ended.text.contains("Consultation") && ended.text.contains("href=\"/bookings\""))
            #expect(try await practice.visitor.submit("\(path)/cancel", "expected=0").status == 422)
            #expect(try await mia.move(id, to: jan(asker.userID == mia.userID ? "07T13:00" : "07T14:00")).status == 200)
            path = try await Self.path(practice)
            #expect(try await practice.visitor.get(path).status == 200, "later mails carry another")
        }
        #expect(
            try await practice.register("jo@example.com").post("/api/bookings/\(id)/revoke-manage-link").status == 404)
        try await practice.run("UPDATE users SET email = 'new@example.com' WHERE id = \(mia.userID)")
        #expect(try await practice.visitor.get(path).status == 422)
        try await practice.run("UPDATE users SET email = 'mia@example.com' WHERE id = \(mia.userID)")
        practice.clock.move(seconds: 2 * 86_400 + 7 * 3_600 - 1)
        #expect(try await practice.visitor.get(path).status == 200, "to its last second")
        practice.clock.move(seconds: 1)
        #expect(try await practice.visitor.get(path).status == 422)
    }

    @Test("whoever takes back the client's entrance ends it too")
    func entrance() async throws {
        let practice = try await Practice.open { $0.meetings.joinLinks = .entrance }
        let mia = try await practice.register("mia@example.com")
        let id = try await mia.mustBook(jan("07T10:00"))
        let path = try await Self.path(practice)
        let revoked = try await practice.boss().post("/api/bookings/\(id)/participants/client/revoke-link")
        #expect(revoked.status == 200, "\(revoked)")
        #expect(try await practice.visitor.get(path).status == 422)
        let next = try await Self.path(practice)
        #expect(next != path)
        #expect(try await practice.visitor.get(next).status == 200)
    }

    @Test("no sign of it can be another, and another purpose's code leads nowhere")
    func forged() async throws {
        let practice = try await Practice.open()
        let mia = try await practice.register("mia@example.com")
        _ = try await mia.mustBook(jan("07T10:00"))
        let path = try await Self.path(practice)
        let code = Array(path.dropFirst("/m/".count))
        for index in code.indices {
            var other = code
            other[index] = code[index] == "A" ? "B" : "A"
            #expect(try await practice.visitor.get("/m/" + String(other)).status == 422, "\(index)")
        }
        let feed = try await mia.get("/api/users/me/feed").object("feed").text("url")
        let token = try #require(feed.split(separator: "/").last?.replacing(".ics", with: ""))
        #expect(try await practice.visitor.get("/m/\(token)").status == 422)
    }
}
