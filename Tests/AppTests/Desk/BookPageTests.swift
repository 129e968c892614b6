import App
import Foundation
import Testing

@Suite("Booking for a client by a page")
struct BookPageTests {
    @Test("an admin finds a client and books free time; a wrong address keeps what was typed")
    func books() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let page = try await browser.get("/practice/book?at=2026-01-06T10:00:00Z&q=jo")
        #expect(page.status == 200 && page.text.contains("Jo Doe, jo@example.com"), "\(page)")
        #expect(page.text.contains("value=\"2026-01-06T10:00:00Z\" selected"), "\(page)")
        let fields = [("service_id", "\(practice.service)"), ("scheduled_at", "2026-01-06T10:00:00Z"), ("key", "a")]
        let wrong = try await browser.send("/practice/book", fields + [("email", "nobody"), ("first_name", "Kim")])
        #expect(wrong.status == 422 && wrong.text.contains("value=\"Kim\""), "\(wrong)")
        let booked = try await browser.send("/practice/book", fields + [("user_id", "\(jo.userID)")])
        #expect(booked.status == 303, "\(booked)")
        #expect(booked.header("Location")?.hasPrefix("/practice/bookings/") == true, "\(booked)")
        #expect(try await jo.get("/api/bookings").int("total") == 1)
    }

    private static func signedIn(
        _ practice: Practice, _ email: String = "boss@example.com"
    ) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("a refusal loses neither the search nor who was chosen, nor that nobody was")
    func refused() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let joe = try await practice.register("joe@example.com", ["first_name": "Joe"])
        let browser = try await Self.signedIn(practice)
        let found = try await browser.get("/practice/book?at=2026-01-06T10:00:00Z&q=jo")
        #expect(found.text.contains("<option value=\"\(jo.userID)\" selected>"), "\(found)")
        _ = try await jo.mustBook(jan("06T10:00"))
        let fields = [
            ("service_id", "\(practice.service)"), ("scheduled_at", "2026-01-06T10:00:00Z"), ("key", "a"), ("q", "jo"),
            ("notes", "By <phone>"),
        ]
        let taken = try await browser.send("/practice/book", fields + [("user_id", "\(joe.userID)")])
        #expect(taken.status == 409 && taken.text.contains("<option value=\"\(joe.userID)\" selected>"), "\(taken)")
        #expect(taken.text.contains("<option value=\"\(jo.userID)\">"), "whom the search finds is there again")
        #expect(taken.text.contains("name=\"q\" value=\"jo\"") && taken.text.contains("By &lt;phone&gt;</textarea>"))
        let nobody = try await browser.send("/practice/book", fields + [("user_id", ""), ("email", "no address")])
        #expect(nobody.status == 422 && nobody.text.contains("<option value=\"\" selected>"), "\(nobody)")
        let named = try await browser.get("/practice/book?at=2026-01-06T10:00:00Z&user_id=\(joe.userID)")
        #expect(named.text.contains("<option value=\"\(joe.userID)\" selected>"), "\(named)")
    }

    @Test("the script is told whom a search finds; a host of those alone who have booked with them")
    func people() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let ada = try await practice.register("ada@example.com", ["first_name": "Ada"])
        #expect(try await boss.patch("/api/admin/users/\(ada.userID)", ["is_host": true]).status == 200)
        let path = "/practice/book/people?q=JO"
        let found = try await Self.signedIn(practice).get(path)
        #expect(found.header("Content-Type")?.hasPrefix("application/json") == true, "\(found)")
        #expect(found.text == "{\"people\":[{\"id\":\(jo.userID),\"text\":\"Jo Doe, jo@example.com\"}]}", "\(found)")
        #expect(try await Self.signedIn(practice).get("/practice/book/people").text == "{\"people\":[]}")
        let host = try await Self.signedIn(practice, "ada@example.com")
        #expect(try await host.get(path).text == "{\"people\":[]}")
        let none = try await host.get("/practice/book?q=jo&user_id=\(jo.userID)")
        #expect(none.status == 200 && !none.text.contains("jo@example.com"), "\(none)")
        let talk = try await boss.addService("Talk", 60, ["slug": "talk", "host_id": ada.userID])
        let week: [[String: any Sendable]] = [["weekday": 2, "from": "08:00", "to": "18:00"]]
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": week]
        #expect(try await boss.put("/api/admin/hosts/\(ada.userID)/working-hours", hours).status == 200)
        _ = try await jo.mustBook(jan("06T09:00"), service: talk)
        #expect(try await host.get(path).text.contains("Jo Doe, jo@example.com"))
        let own = try await host.get("/practice/book?at=2026-01-06T10:00:00Z&q=jo")
        #expect(own.text.contains("Talk, Ada") && !own.text.contains("Consultation"), "\(own)")
        let booked = try await host.send(
            "/practice/book",
            [
                ("service_id", "\(talk)"), ("scheduled_at", "2026-01-06T10:00:00Z"), ("key", "a"),
                ("user_id", "\(jo.userID)"),
            ])
        #expect(booked.status == 303, "\(booked)")
        let foreign = try await host.send(
            "/practice/book",
            [
                ("service_id", "\(practice.service)"), ("scheduled_at", "2026-01-06T11:00:00Z"), ("key", "b"),
                ("user_id", "\(jo.userID)"),
            ])
        #expect(foreign.status == 422, "\(foreign)")
        #expect(try await host.get("/practice/week").text.contains("/practice/book?host=\(ada.userID)"))
    }

    @Test("what the service asks is asked, may stay open, and is judged where it is answered")
    func intake() async throws {
        let asked = try await IntakePractice.open()
        let browser = try await Self.signedIn(asked.practice)
        let page = try await browser.get("/practice/book?at=2026-01-06T10:00:00Z&q=jo")
        #expect(page.text.contains("Which knee? <span class=\"soft\">(clients must answer; here it may stay open)"))
        #expect(page.text.contains("I agree. <span class=\"soft\">(clients must answer"), "\(page)")
        func fields(_ hour: Int, _ answers: [(String, String)]) -> [(String, String)] {
            let named = ["text", "long_text", "one_of", "several_of", "yes_no", "consent"].enumerated().map {
                ("answers[\($0)].question_id", "\(asked.ids[$1]!)")
            }
            return [
                ("service_id", "\(asked.practice.service)"), ("scheduled_at", "2026-01-06T\(hour):00:00Z"),
                ("key", "at \(hour)"), ("user_id", "\(asked.jo.userID)"),
            ] + named + answers
        }
        let wrong = try await browser.send(
            "/practice/book", fields(10, [("answers[2].value", "Elsewhere"), ("answers[0].value", "Left")]))
        #expect(wrong.status == 422 && wrong.text.contains("<a href=\"#answers[2].value\">"), "\(wrong)")
        #expect(wrong.text.contains("value=\"Left\""))
        let open = try await browser.send("/practice/book", fields(10, [("answers[0].value", "")]))
        let bare = try await browser.get(try #require(open.header("Location"), "\(open)"))
        for text in ["Which knee?", "I agree."] { #expect(bare.text.contains(text), "\(text)") }
        #expect(bare.text.matches(of: /was not asked yet/).count == 2, "\(bare)")
        let some = try await browser.send(
            "/practice/book",
            fields(
                11,
                [
                    ("answers[0].value", "Left"), ("answers[3].value", "Nights"), ("answers[3].value", "Mornings"),
                    ("answers[4].value", "false"),
                ]))
        let place = try #require(some.header("Location"), "\(some)")
        let shown = try await browser.get(place)
        for text in ["Which knee?", "Left", "Nights", "Does it hurt?"] { #expect(shown.text.contains(text), "\(text)") }
        #expect(shown.text.matches(of: /was not asked yet/).count == 1, "\(shown)")
        #expect(!shown.text.contains("Agreed"), "no box is ticked for anybody")
    }

    @Test("where there is a right to withdraw, the client's wish to begin early can be noted")
    func early() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let browser = try await Self.signedIn(practice)
        let path = "/practice/book?at=2026-01-06T10:00:00Z"
        #expect(try await !browser.get(path).text.contains("begin_early"))
        let law = try await boss.patch(
            "/api/admin/services/\(practice.service)", ["right_of_withdrawal": true, "amount": 10])
        #expect(law.status == 200, "\(law)")
        #expect(try await browser.get(path).text.contains("name=\"begin_early\""))
        let booked = try await browser.send(
            "/practice/book",
            [
                ("service_id", "\(practice.service)"), ("scheduled_at", "2026-01-06T10:00:00Z"), ("key", "a"),
                ("email", "kim@example.com"), ("begin_early", "true"),
            ])
        let place = try #require(booked.header("Location"), "\(booked)")
        let id = try #require(place.split(separator: "/").last)
        let withdrawal = try await boss.get("/api/admin/bookings/\(id)").object("booking").object("withdrawal")
        #expect(try withdrawal.text("begin_early_at") == "2026-01-05T08:00:00Z")
    }
}
