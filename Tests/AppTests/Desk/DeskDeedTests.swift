import App
import Foundation
import Testing

@Suite("Deeds on a booking, by its page")
struct DeskDeedTests {
    private struct Stage {
        let paid: PaidPractice
        let id: Int64
        let browser: PageBrowser
        var path: String { "/practice/bookings/\(id)" }

        init() async throws {
            paid = try await PaidPractice.open()
            id = try await paid.paid()
            browser = PageBrowser(paid.practice)
            try await browser.signIn("boss@example.com")
        }

        func status() async throws -> String { try await paid.status(id) }

        /// What a form that was shown brings back unseen.
        static func hidden(_ name: String, _ page: Answer) -> String {
            let field = try? Regex("name=\"\(name)\" value=\"([^\"]*)\"")
            guard let field, let match = page.text.firstMatch(of: field) else { return "none" }
            return String(match.output[1].substring ?? "")
        }
    }

    @Test("cancelling says what goes back, with the sum on the button, and gives just that back")
    func cancel() async throws {
        let stage = try await Stage()
        let page = try await stage.browser.get("\(stage.path)/cancel")
        #expect(
            page.text.contains("Cancel and give 100.00 USD back") && page.text.contains("gets 100.00 USD back"),
            "\(page)")
        let wrong = try await stage.browser.send("\(stage.path)/cancel", [("expected", "1"), ("reason", "Ill")])
        #expect(wrong.status == 409 && wrong.text.contains("value=\"Ill\""), "\(wrong)")
        let expected = Stage.hidden("expected", page)
        let sent = try await stage.browser.send("\(stage.path)/cancel", [("expected", expected), ("reason", "Ill")])
        #expect(sent.header("Location") == "\(stage.path)?done=cancelled", "\(sent)")
        try await stage.paid.practice.work()
        let shown = try await stage.browser.get(stage.path)
        #expect(shown.text.contains("Cancelled") && shown.text.contains("Ill") && !shown.text.contains("/cancel\""))
        #expect(try await stage.browser.get("\(stage.path)/cancel").status == 303)
    }

    @Test("a refund is asked twice: how much, and with the sum on the button; sent twice, it goes once")
    func refund() async throws {
        let stage = try await Stage()
        let asked = try await stage.browser.get("\(stage.path)/refund")
        #expect(asked.text.contains("up to 100.00 USD") && asked.text.contains("value=\"100.00\""), "\(asked)")
        let wrong = try await stage.browser.get("\(stage.path)/refund?amount=100,01")
        #expect(wrong.status == 422 && wrong.text.contains("value=\"100,01\""), "\(wrong)")
        let page = try await stage.browser.get("\(stage.path)/refund?by=company&amount=%2412,50")
        #expect(page.text.contains("Give 12.50 USD back") && page.text.contains("the way it was paid"), "\(page)")
        let fields = ["amount", "by", "key"].map { ($0, Stage.hidden($0, page)) }
        for _ in 1...2 {
            let sent = try await stage.browser.send("\(stage.path)/refund", fields)
            #expect(sent.header("Location") == "\(stage.path)?done=refund_sent", "\(sent)")
        }
        let record = try await stage.paid.boss.get("/api/admin/bookings/\(stage.id)/payments")
        #expect(try record.array("refunds").count == 1)
        #expect(try await stage.browser.get(stage.path).text.contains("Refund of 12.50 USD"))
    }

    @Test("money that came another way is noted as paid with its sum, and what went back so too")
    func byHand() async throws {
        let stage = try await Stage()
        let id = try await stage.paid.booked()
        let path = "/practice/bookings/\(id)"
        #expect(try await stage.browser.get(path).text.contains("Note 100.00 USD as paid"))
        #expect(try await stage.browser.send("\(path)/mark-paid").header("Location") == "\(path)?done=paid")
        let page = try await stage.browser.get("\(path)/refund?by=hand&amount=40")
        #expect(page.text.contains("Note 40.00 USD as given back"), "\(page)")
        let fields = ["amount", "by", "key"].map { ($0, Stage.hidden($0, page)) }
        let sent = try await stage.browser.send("\(path)/refund", fields)
        #expect(sent.header("Location") == "\(path)?done=refund_noted", "\(sent)")
        #expect(try await stage.browser.get(path).text.contains("40.00 USD given back, by the practice itself"))
    }

    @Test("it is moved by the month that clients have, also within the change notice")
    func move() async throws {
        let stage = try await Stage()
        let month = try await stage.browser.get("\(stage.path)/move")
        #expect(month.status == 200 && month.text.contains("The present one stays until you confirm."), "\(month)")
        #expect(month.text.contains("<body class=\"desk\">"))
        let at = jan("09T11:00")
        let sure = try await stage.browser.get("\(stage.path)/move?at=\(at)")
        #expect(sure.status == 200 && sure.text.contains("name=\"at\" value=\"\(at)\""), "\(sure)")
        let sent = try await stage.browser.send("\(stage.path)/move", [("at", at)])
        #expect(sent.header("Location") == "\(stage.path)?done=moved", "\(sent)")
        let booking = try await stage.paid.boss.get("/api/admin/bookings/\(stage.id)").object("booking")
        #expect(try booking.text("scheduled_at") == at)
    }

    @Test("people are invited and taken back, and a wrong address keeps what was typed")
    func people() async throws {
        let stage = try await Stage()
        _ = try await stage.browser.get("\(stage.path)/invite")
        func invite(_ email: String) async throws -> Answer {
            try await stage.browser.send(
                "\(stage.path)/invite", [("name", "Ada"), ("email", email), ("role", "observer")])
        }
        let wrong = try await invite("ada")
        #expect(wrong.status == 422 && wrong.text.contains("value=\"Ada\"") && wrong.text.contains("email-error"))
        #expect(wrong.text.contains("<option value=\"observer\" selected>"))
        #expect(try await invite("ada@example.com").header("Location") == "\(stage.path)?done=invited")
        let page = try await stage.browser.get(stage.path)
        #expect(page.text.contains("ada@example.com") && page.text.contains("observer, invited"), "\(page)")
        let action = try #require(page.text.firstMatch(of: /action="(?<path>[^"]*\/remove)"/)).path
        #expect(try await stage.browser.send(String(action)).header("Location") == "\(stage.path)?done=removed")
        #expect(try await !stage.browser.get(stage.path).text.contains("observer, invited"))
    }

    @Test("who waits at the door is told on the page, and let in there")
    func admit() async throws {
        let lobby = try await Lobby.open()
        let browser = PageBrowser(lobby.practice)
        try await browser.signIn("boss@example.com")
        let path = "/practice/bookings/\(lobby.id)"
        #expect(try await !browser.get(path).text.contains("is waiting since"))
        lobby.move(to: -300)
        try await lobby.arrive()
        #expect(try await browser.get(path).text.contains("Jo Doe is waiting since"))
        let sent = try await browser.send("\(path)/admit", [("participant_id", "client")])
        #expect(sent.header("Location") == "\(path)?done=admitted", "\(sent)")
        #expect(try await lobby.admitted() == ["client"])
    }

    @Test("a personal link is taken back, where people have their own entrances")
    func revoke() async throws {
        let lobby = try await Lobby.open()
        let browser = PageBrowser(lobby.practice)
        try await browser.signIn("boss@example.com")
        let path = "/practice/bookings/\(lobby.id)"
        #expect(try await browser.get(path).text.contains("\(path)/people/client/revoke"))
        let sent = try await browser.send("\(path)/people/client/revoke")
        #expect(sent.header("Location") == "\(path)?done=revoked", "\(sent)")
        #expect(try await browser.get(path).text.contains("A personal link was taken back"))
        #expect(try await browser.send("\(path)/people/nobody/revoke").status == 404)
    }
}
