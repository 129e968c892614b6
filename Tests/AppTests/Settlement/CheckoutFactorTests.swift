import App
import Foundation
import Testing

@Suite("A second factor on the way to a booking")
struct CheckoutFactorTests {
    private static let path = "/book/consultation/you"
    private static let note = ("notes", "My <knee>")
    private static let answer = [("answers[0].question_id", "7"), ("answers[0].value", "both sides")]

    /// A browser in which Kim has given the password, after a note and an answer were typed.
    private static func asked(_ practice: Practice) async throws -> (browser: PageBrowser, page: Answer) {
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let person = [("way", "known"), ("email", "kim@example.com"), ("password", Practice.password)]
        let page = try await kim.send(Self.path, [("at", jan("06T10:00")), note] + answer + person)
        return (kim, page)
    }

    @Test("what was typed goes along to the code, through a wrong one, and is there again after it")
    func kept() async throws {
        let practice = try await Practice.open()
        let (app, _) = try await practice.setSecondFactor(of: try await practice.register("kim@example.com"))
        practice.clock.move(seconds: 60)
        let (kim, page) = try await Self.asked(practice)
        let carried = [("at", jan("06T10:00")), Self.note] + Self.answer
        let wrong = try await kim.send("\(Self.path)/totp", carried + [("code", "000")])
        #expect(wrong.status >= 400 && wrong.text.contains(##"<a href="#code">"##), "\(wrong)")
        for page in [page, wrong] {
            #expect(page.text.contains(#"action="/book/consultation/you/totp""#), "\(page)")
            #expect(page.text.contains(#"name="at" value="\#(jan("06T10:00"))""#))
            #expect(page.text.contains(#"name="notes" value="My &lt;knee&gt;""#))
            #expect(page.text.contains(#"name="answers[0].value" value="both sides""#))
        }
        #expect(page.status == 200)
        #expect(try await kim.get("/account").status == 303, "nobody is signed in yet")
        _ = try await kim.get(CheckoutPageTests.you)
        let look = try await kim.send("\(Self.path)/totp", carried + [("code", app.code(at: practice.clock.now))])
        #expect(look.status == 200 && look.text.contains("My &lt;knee&gt;</textarea>"), "\(look)")
        #expect(try await kim.get("/account").status == 200)
        let id = try await kim.mustBook(look, notes: "My <knee>")
        #expect(try await practice.texts("SELECT notes FROM bookings WHERE id = \(id)") == ["My <knee>"])
    }

    @Test("a ticked consent to begin early goes along to the code, and is ticked after it; another time asks anew")
    func consent() async throws {
        let practice = try await Practice.open()
        let right: [String: any Sendable] = ["right_of_withdrawal": true]
        let path = "/api/admin/services/\(practice.service)"
        #expect(try await practice.boss().patch(path, right).status == 200)
        let (app, _) = try await practice.setSecondFactor(of: try await practice.register("kim@example.com"))
        practice.clock.move(seconds: 60)
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let ticked = [("at", jan("06T10:00")), ("begin_early", "true")]
        let person = [("way", "known"), ("email", "kim@example.com"), ("password", Practice.password)]
        let asked = try await kim.send(Self.path, ticked + person)
        #expect(asked.status == 200 && asked.text.contains(#"name="begin_early" value="true""#), "\(asked)")
        _ = try await kim.get(CheckoutPageTests.you)
        let look = try await kim.send("\(Self.path)/totp", ticked + [("code", app.code(at: practice.clock.now))])
        #expect(look.text.contains(/name="begin_early" value="true"[^>]* checked/), "\(look)")
        let other = try await kim.send("/book/consultation/time", [("at", jan("06T12:00")), ("gone", ticked[0].1)])
        #expect(!other.text.contains(/name="begin_early"[^>]* checked/), "\(other)")
    }

    @Test("whoever takes too long for the code begins with the password again, with the note")
    func late() async throws {
        let practice = try await Practice.open()
        let (app, _) = try await practice.setSecondFactor(of: try await practice.register("kim@example.com"))
        practice.clock.move(seconds: 60)
        let (kim, _) = try await Self.asked(practice)
        practice.clock.move(hours: 1)
        let typed = [("at", jan("06T10:00")), Self.note, ("code", app.code(at: practice.clock.now))]
        let again = try await kim.send("\(Self.path)/totp", typed)
        #expect(again.status == 200 && again.text.contains(#"type="password""#), "\(again)")
        #expect(again.text.contains(#"name="notes" value="My &lt;knee&gt;""#))
        #expect(try await kim.get("/account").status == 303)
    }
}
