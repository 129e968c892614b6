import Foundation
import Testing

@Suite("Calendar feeds")
struct FeedTests {
    /// What stands behind the practice's address.
    static func path(_ asker: Asker) async throws -> String {
        let url = try await asker.get("/api/users/me/feed").object("feed").text("url")
        return try #require(url.wholeMatch(of: /https:\/\/practice\.example(\/feeds\/\S+\.ics)/)).output.1.description
    }

    private static func values(_ name: String, _ answer: Answer) -> [String] {
        CalendarText.lines(answer.text).filter { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
    }

    @Test("a client's has the bookings they made, a host's those they give too, each with the reader's own link")
    func whose() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let ann = try await practice.register("ann@example.com", ["first_name": "Ann"])
        let late = try await jo.mustBook(jan("07T10:00"))
        let early = try await jo.mustBook(jan("06T09:00"))
        let other = try await ann.mustBook(jan("06T11:00"))
        let off = try await ann.mustBook(jan("06T13:00"))
        #expect(try await ann.post("/api/bookings/\(off)/cancel").status == 200)
        let own = try await boss.mustBook(jan("08T09:00"))

        let path = try await Self.path(jo)
        let feed = try await practice.visitor.get(path)
        #expect(feed.status == 200 && feed.header("Content-Type") == "text/calendar; charset=utf-8")
        #expect(feed.header("Cache-Control") == "private, no-cache")
        #expect(Self.values("DTSTART", feed) == ["20260106T090000Z", "20260107T100000Z"])
        #expect(Self.values("SUMMARY", feed) == ["Consultation with Consultant", "Consultation with Consultant"])
        let links = try await [early, late].asyncMap {
            try await jo.get("/api/meetings/\($0)/link").text("meeting_url")
        }
        #expect(Self.values("LOCATION", feed) == links)
        for line in ["METHOD:PUBLISH", "X-WR-CALNAME:The Practice – appointments", "X-PUBLISHED-TTL:PT60M"] {
            #expect(CalendarText.lines(feed.text).contains(line), "\(line)")
        }

        let given = try await practice.visitor.get(try await Self.path(boss))
        #expect(
            Self.values("SUMMARY", given) == [
                "Consultation with Jo", "Consultation with Ann", "Consultation with Jo", "Consultation with Consultant",
            ])
        let hosts = try await [early, other, late, own].asyncMap {
            try await boss.get("/api/meetings/\($0)/link").text("meeting_url")
        }
        #expect(Self.values("LOCATION", given) == hosts)
        let file = try await jo.get("/api/bookings/\(early)/calendar.ics")
        #expect(Self.values("UID", file) == [Self.values("UID", feed)[0]], "one entry, wherever it comes from")
        // Whoever gives consultations no more has those that they made alone.
        let second = try await practice.register("second@example.com")
        try await practice.run("UPDATE users SET is_host = 1 WHERE id = \(second.userID)")
        let hosted = try await Self.path(second)
        try await practice.run("UPDATE bookings SET host_id = \(second.userID) WHERE id = \(other)")
        #expect(try await Self.values("UID", practice.visitor.get(hosted)).count == 1)
        try await practice.run("UPDATE users SET is_host = 0 WHERE id = \(second.userID)")
        #expect(try await Self.values("UID", practice.visitor.get(hosted)).isEmpty)
    }

    @Test("it has a tag, which is another once a booking is, and not because time passes")
    func tag() async throws {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        let path = try await Self.path(jo)
        let first = try await practice.visitor.get(path)
        let tag = try #require(first.header("ETag"))
        practice.clock.move(hours: 3)
        let again = try await practice.visitor.with("If-None-Match", tag).get(path)
        #expect(again.status == 304 && again.bytes.isEmpty && again.header("ETag") == tag)
        #expect(try await jo.move(id, to: jan("06T11:00")).status == 200)
        let moved = try await practice.visitor.with("If-None-Match", tag).get(path)
        #expect(moved.status == 200 && moved.header("ETag") != tag)
        #expect(Self.values("DTSTART", moved) == ["20260106T110000Z"] && Self.values("SEQUENCE", moved) == ["1"])
        let head = try await practice.visitor.ask("HEAD", path)
        #expect(head.status == 200 && head.bytes.isEmpty && head.header("ETag") == moved.header("ETag"))
    }

    @Test("a booking leaves it a month after its start, and is without a link once it is over")
    func window() async throws {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("05T10:00"))
        let path = try await Self.path(jo)
        #expect(try await Self.values("LOCATION", practice.visitor.get(path)).count == 1)
        practice.clock.move(hours: 4)
        #expect(try await practice.boss().post("/api/admin/bookings/\(id)/complete").status == 200)
        let done = try await practice.visitor.get(path)
        #expect(Self.values("UID", done).count == 1 && Self.values("LOCATION", done).isEmpty)
        practice.clock.move(hours: 31 * 24 - 2)
        #expect(try await Self.values("UID", practice.visitor.get(path)).count == 1)
        practice.clock.move(hours: 1)
        let empty = try await practice.visitor.get(path)
        #expect(empty.status == 200 && Self.values("UID", empty).isEmpty)
    }

    @Test("its address is one's own until it is made anew, one's e-mail address is another, or one leaves")
    func address() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let ann = try await practice.register("ann@example.com")
        let first = try await Self.path(jo)
        #expect(try await Self.path(jo) == first)
        #expect(try await Self.path(ann) != first)
        let answer = try await jo.post("/api/users/me/feed/rotate")
        #expect(answer.status == 200)
        let second = try await Self.path(jo)
        #expect(try answer.object("feed").text("url") == "https://practice.example" + second)
        let others = [
            first, second.replacing(".ics", with: "x.ics"), "/feeds/.ics", "/feeds/1.ics", "/feeds/x.y.ics",
            "/feeds/99999.2.x.ics", second.replacing("\(jo.userID).", with: "\(ann.userID)."),
            String(second.dropLast(4)),
        ]
        for path in others {
            let refused = try await practice.visitor.get(path)
            #expect(refused.status == 404, "\(path)")
        }
        #expect(try await practice.visitor.get(second).status == 200)
        #expect(try await practice.visitor.get(Self.path(ann)).status == 200, "another's goes on")
        try await practice.run("UPDATE users SET email = 'new@example.com' WHERE id = \(jo.userID)")
        #expect(try await practice.visitor.get(second).status == 404)
        let third = try await Self.path(jo)
        #expect(try await practice.visitor.get(third).status == 200)
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        #expect(try await practice.visitor.get(third).status == 404)
    }

    @Test("no other secret link opens it, and its key opens nothing else")
    func purpose() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let token = try await Self.path(jo).replacing("/feeds/", with: "").replacing(".ics", with: "")
        for path in ["/receipts/\(token)", "/verify-email?token=\(token)"] {
            let answer = try await practice.visitor.get(path)
            #expect(answer.status >= 400, "\(path): \(answer.status)")
        }
        try await practice.work()
        let proof = try practice.linkToken(to: "jo@example.com")
        #expect(try await practice.visitor.get("/feeds/\(proof).ics").status == 404)
    }
}
