import App
import Foundation
import Testing

@Suite("Webhooks as admins set them up")
struct WebhookSetupTests {
    static let path = "/api/admin/webhooks"
    static let standing = ["failures", "failing_since", "switched_off_at", "switched_off_because"]
    static let allEvents = WebhookEvent.allCases.map(\.rawValue)

    @Test("a new webhook is active and told of everything; its secret is shown then, and by nothing later")
    func add() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let made = try await boss.post(Self.path, ["url": "https://receiver.example/hook"])
        let webhook = try made.object("webhook")
        let id = try webhook.int("id")
        #expect(made.status == 201 && made.header("Location") == "/api/admin/webhooks/\(id)")
        #expect(webhook.names == Set(["id", "url", "events", "active", "created_at", "secret"] + Self.standing))
        #expect(try webhook.text("url") == "https://receiver.example/hook" && webhook.flag("active"))
        #expect(webhook.values["events"] as? [String] == Self.allEvents)
        let secret = try webhook.text("secret")
        #expect(secret.wholeMatch(of: /whsec_[A-Za-z0-9_-]{43}/) != nil)
        let changed = try await boss.patch("\(Self.path)/\(id)", ["active": false])
        let shown = try await boss.get("\(Self.path)/\(id)")
        let list = try await boss.get(Self.path)
        let audit = try await boss.get("/api/admin/audit")
        for answer in [changed, shown, list, audit] {
            #expect(answer.status == 200 && !answer.text.contains(secret) && !answer.text.contains("whsec"))
        }
        #expect(
            try shown.object("webhook").names == Set(["id", "url", "events", "active", "created_at"] + Self.standing))
        #expect(try list.array("webhooks").map { try $0.int("id") } == [id])
        let everything = try await practice.texts(
            "SELECT url || active || secret_generation FROM webhooks UNION ALL SELECT detail FROM audit")
        #expect(!everything.contains { $0.contains(secret) || $0.contains(secret.dropFirst(6)) })
    }

    @Test("a change keeps what it does not name, and null asks for all events")
    func change() async throws {
        let told = try await ToldPractice.open("https://a.example/", ["events": ["booking.cancelled"]])
        func change(_ fields: [String: any Sendable]) async throws -> String {
            let answer = try await told.boss.patch(told.path, fields)
            let webhook = try answer.object("webhook")
            let events = webhook.values["events"] as? [String] ?? []
            return try "\(webhook.text("url")) \(webhook.flag("active")) \(events.joined(separator: ","))"
        }
        #expect(try await change([:]) == "https://a.example/ true booking.cancelled")
        #expect(try await change(["active": false]) == "https://a.example/ false booking.cancelled")
        #expect(try await change(["url": "http://b.example:81"]) == "http://b.example:81 false booking.cancelled")
        // Said twice is said once, in the order of the documentation.
        let three = ["payment.succeeded", "booking.held", "payment.succeeded"]
        #expect(try await change(["events": three]) == "http://b.example:81 false booking.held,payment.succeeded")
        let all = try await change(["events": NSNull(), "active": true])
        #expect(all == "http://b.example:81 true \(Self.allEvents.joined(separator: ","))")
    }

    @Test(
        "an address that is no web address is refused",
        arguments: [
            "", "receiver.example", "ftp://receiver.example/", "https://", "https:///hook",
            "http://ann@receiver.example/",
            "http://ann:pass@receiver.example/", "http://@receiver.example/", "https://receiver.example/#part",
            "https://receiver.example/#", "https://receiver.example/a b", "https://receiver.example/ü",
            "https://réceiver.example/", "https://receiver.example:99999/", "https://receiver.example/\n",
            "//receiver.example/", "javascript:alert(1)", "file:///etc/passwd", "http://a\\@b.example/",
            "https://receiver.example/" + String(repeating: "a", count: 1_976),
        ])
    func wrongURL(url: String) async throws {
        let boss = try await Practice.open().boss()
        let answer = try await boss.post(Self.path, ["url": url])
        #expect(answer.status == 422 && answer.complainedFields == ["url"], "\(answer)")
    }

    @Test(
        "every address of the web is taken as it is",
        arguments: [
            "http://127.0.0.1/", "https://[2001:db8::1]:8443/a?b=c&d=%20", "HTTPS://Receiver.Example",
            "http://xn--rceiver-bya.example",
            "https://receiver.example/" + String(repeating: "a", count: 1_975),
        ])
    func rightURL(url: String) async throws {
        let boss = try await Practice.open().boss()
        #expect(try await boss.post(Self.path, ["url": url]).object("webhook").text("url") == url)
    }

    @Test("events must be known ones, and some; the wrong one is named by its place")
    func wrongEvents() async throws {
        let boss = try await Practice.open().boss()
        func complaint(_ events: any Sendable) async throws -> [String] {
            let answer = try await boss.post(Self.path, ["url": "https://a.example", "events": events])
            return try answer.array("errors").map { try $0.text("field") + " " + $0.text("message") }
        }
        let unknown = try await complaint(["booking.held", "booking.cancelled", "booking.lost"])
        #expect(unknown == ["events[2] must be one of \(Self.allEvents.joined(separator: ", "))"])
        #expect(try await complaint(["booking.held", 1] as [any Sendable]) == ["events[1] must be of type string"])
        #expect(try await complaint("booking.held") == ["events must be of type array"])
        #expect(try await complaint([String]()) == ["events is needed"])
        let most = Self.allEvents.count
        let tooMany = Array(repeating: "booking.held", count: most + 1)
        #expect(try await complaint(tooMany) == ["events may have at most \(most)"])
        let both = try await boss.post(Self.path, ["url": "no", "events": 1, "active": "yes", "secret": "mine"])
        #expect(both.complainedFields == ["secret"])
        let all = try await boss.post(Self.path, ["url": "no", "events": 1, "active": "yes"])
        #expect(all.complainedFields.sorted() == ["active", "events", "url"])
    }

    @Test("there are twenty at most, also of those that are asked for at once")
    func limit() async throws {
        let boss = try await Practice.open().boss()
        let answers = try await atOnce(Array(1...25)) { number in
            try await boss.post(Self.path, ["url": "https://receiver.example/\(number)"])
        }
        #expect(answers.count { $0.status == 201 } == 20)
        let refused = answers.filter { $0.status == 409 }
        #expect(refused.count == 5 && refused.allSatisfy { $0.code == "too_many_webhooks" })
        let all = try await boss.get(Self.path).array("webhooks")
        #expect(all.count == 20)
        #expect(try await boss.delete(Self.path + "/\(all[6].int("id"))").status == 204)
        #expect(try await boss.post(Self.path, ["url": "https://receiver.example"]).status == 201)
    }

    @Test("a deleted webhook is gone with its deliveries, and what was due for it does no harm")
    func delete() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.mustBook(jan("06T09:00"))
        let delivery = try await told.delivery().int("id")
        #expect(try await told.boss.delete(told.path).status == 204)
        try await told.practice.work()
        #expect(told.practice.calls.all.isEmpty)
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM webhook_deliveries") == [0])
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM webhook_events") == [0])
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'webhook'") == [0])
        for path in [told.path, "\(told.path)/deliveries"] { #expect(try await told.boss.get(path).status == 404) }
        #expect(try await told.boss.patch(told.path, ["active": true]).status == 404)
        #expect(try await told.boss.post("\(told.path)/rotate-secret").status == 404)
        #expect(try await told.boss.delete(told.path).status == 404)
        #expect(try await told.boss.post("/api/admin/webhook-deliveries/\(delivery)/resend").status == 404)
    }

    @Test("every change is in the audit trail, without addresses, and what was refused is not")
    func audit() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.patch(told.path, ["url": "http://b.example/secret-path"])
        _ = try await told.boss.patch(told.path, ["url": "no"])
        _ = try await told.boss.post("\(told.path)/rotate-secret")
        _ = try await told.boss.delete(told.path)
        _ = try await told.boss.delete(told.path)
        let rows = try await told.practice.texts(
            "SELECT action || ' ' || actor_id || ' ' || detail FROM audit WHERE action LIKE 'webhook.%' ORDER BY id")
        let detail = #"\#(told.practice.bossID) {"webhook":"\#(told.webhook)"}"#
        #expect(rows == ["created", "changed", "secret_rotated", "deleted"].map { "webhook.\($0) \(detail)" })
    }
}
