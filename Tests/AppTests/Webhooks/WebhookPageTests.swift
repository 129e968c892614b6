import App
import Foundation
import Testing

@Suite("Webhooks in a browser")
struct WebhookPageTests {
    private static let path = "/practice/webhooks"

    private static func boss(_ practice: Practice) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        return browser
    }

    private static func fields(_ url: String, _ events: [String] = ["booking.scheduled"]) -> [(String, String)] {
        [("url", url)] + events.map { ("events", $0) }
    }

    @Test("an admin makes one and is shown its secret this once")
    func make() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        #expect(try await browser.get(Self.path).text.contains("Nobody is told of anything yet."))
        let made = try await browser.send(
            Self.path, Self.fields("https://receiver.example/hook", ["booking.scheduled", "payment.failed"]))
        #expect(made.status == 200 && made.text.contains(/<code>whsec_[A-Za-z0-9_\-]{43}<\/code>/), "\(made)")
        let stored = try await practice.boss().get("/api/admin/webhooks").array("webhooks")[0]
        #expect(stored.values["events"] as? [String] == ["booking.scheduled", "payment.failed"])
        #expect(try stored.flag("active"))
        let list = try await browser.get(Self.path)
        #expect(list.text.contains("https://receiver.example/hook") && list.text.contains("2 kinds of events"))
        let page = try await browser.get("\(Self.path)/\(try stored.int("id"))")
        #expect(page.status == 200 && !page.text.contains("whsec_"), "\(page)")
        #expect(page.text.contains(#"name="events" value="payment.failed" checked"#))
    }

    @Test("what cannot be saved is told at its field, with what was typed")
    func refused() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        _ = try await browser.get(Self.path)
        let wrong = try await browser.send(Self.path, Self.fields("receiver", []))
        #expect(wrong.status == 422 && wrong.text.contains("<title>Error: Webhooks"), "\(wrong)")
        for field in ["url", "events"] { #expect(wrong.text.contains(##"<a href="#\##(field)">"##), "\(field)") }
        #expect(wrong.text.contains(#"value="receiver""#))
        let other = try await browser.send(Self.path, Self.fields("https://a.example", ["booking.eaten"]))
        #expect(other.status == 422 && other.text.contains(##"<a href="#events">"##), "\(other)")
        #expect(try await practice.boss().get("/api/admin/webhooks").array("webhooks").isEmpty)
    }

    @Test("it is changed, turned off, tested, given another secret and deleted by forms")
    func change() async throws {
        let practice = try await Practice.open()
        let (id, secret) = try await practice.boss().addWebhook("https://receiver.example/hook", [:])
        let browser = try await Self.boss(practice)
        let path = "\(Self.path)/\(id)"
        _ = try await browser.get(path)
        #expect(try await browser.send("\(path)/test").header("Location") == "\(path)?done=test")
        let renewed = try await browser.send("\(path)/secret")
        #expect(renewed.text.contains("whsec_") && !renewed.text.contains(secret), "\(renewed)")
        let off = try await browser.send(path, Self.fields("https://other.example/hook"))
        #expect(off.header("Location") == "\(path)?done=saved", "\(off)")
        let stored = try await practice.boss().get("/api/admin/webhooks/\(id)").object("webhook")
        #expect(try stored.text("url") == "https://other.example/hook" && !stored.flag("active"))
        #expect(stored.values["events"] as? [String] == ["booking.scheduled"])
        let empty = try await browser.send(path, Self.fields(""))
        #expect(empty.status == 422 && empty.text.contains(##"<a href="#url">"##), "\(empty)")
        _ = try await browser.get(path)
        #expect(try await browser.send("\(path)/delete").header("Location") == "\(Self.path)?done=deleted")
        #expect(try await browser.get(path).status == 404)
    }

    @Test("each delivery tells how far it got, and is sent again by its button")
    func deliveries() async throws {
        let practice = try await Practice.open()
        let (id, _) = try await practice.boss().addWebhook("https://receiver.example/hook", [:])
        practice.calls.answer { _ in 500 }
        _ = try await practice.boss().post("/api/admin/webhooks/\(id)/test")
        try await practice.work()
        let browser = try await Self.boss(practice)
        let page = try await browser.get("\(Self.path)/\(id)")
        #expect(page.text.contains("A test") && page.text.contains("The answer was 500."), "\(page)")
        let place = try #require(page.text.firstMatch(of: /action="([^"]+\/resend)"/)?.output.1)
        practice.calls.answer { _ in 200 }
        #expect(try await browser.send(String(place)).header("Location") == "\(Self.path)/\(id)?done=again")
        try await practice.work()
        let arrived = try await browser.get("\(Self.path)/\(id)?done=again")
        #expect(arrived.text.contains("Arrived") && !arrived.text.contains("The answer was 500."), "\(arrived)")
    }
}
