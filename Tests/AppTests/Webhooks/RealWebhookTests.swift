// waits for the real world: a server that tells others by connections gets on by the machine's own clock
import App
import Foundation
import Testing
import Wire

/// Told over a real connection, to Tests/WireTests/Peers/http_peer.py, by what a server takes from its settings.
@Suite("Webhooks over the network", .serialized, .timeLimit(.minutes(15)))
struct RealWebhookTests {
    /// A practice whose webhook leads to the path, and that tells as its settings say.
    private static func open(_ url: String, toPrivateNetwork: Bool) async throws -> ToldPractice {
        let told = try await ToldPractice.open(url) { $0.webhooksToPrivateNetwork = toPrivateNetwork }
        let real = World.real(told.practice.app.settings).webhooks
        told.practice.calls.answer { try await real.send($0) }
        return told
    }

    @Test("a delivery arrives whole, and its signature is right for the bytes that arrived")
    func arrives() async throws {
        let peer = try ReceiverPeer()
        let told = try await Self.open(peer.url("/hook?token=a%20b"), toPrivateNetwork: true)
        let jo = try await told.practice.register("jo@example.com", ["first_name": "Zoë 東京"])
        _ = try await jo.mustBook(jan("06T09:00"))
        try await told.practice.work()
        #expect(try await told.state() == "sent 1 200")
        let call = try #require(try peer.calls().first)
        #expect(call.line == "POST /hook?token=a%20b")
        #expect(call.header("Content-Type") == "application/json")
        #expect(call.header("InFormat-Event") == "booking.scheduled")
        #expect(try await call.header("InFormat-Delivery") == "\(told.delivery().int("id"))")
        #expect(try Fields(call.body).object("data").object("booking").object("user").text("name") == "Zoë 東京")
        let signed = [(Array(call.body), call.header("InFormat-Signature"))]
        let now = told.practice.clock.now
        #expect(try await WebhookSignatureTests.verdicts(signed, told.secret, now: now) == [true])
        #expect(try peer.calls().count == 1)
    }

    @Test("beside five receivers that say nothing forty deliveries to another are done meanwhile")
    func silentOthers() async throws {
        let peer = try ReceiverPeer()
        let told = try await ToldPractice.open(peer.url("/well")) { $0.webhooksToPrivateNetwork = true }
        // Whoever waits for one that says nothing waits for longer than this test does.
        let sender = HTTPSender(
            threads: Job.Kind.webhook.places, timeoutSeconds: Self.hangingSeconds, keepsConnections: false)
        told.practice.calls.answer { try await sender.send($0).status }
        for number in 1...5 { _ = try await told.boss.addWebhook(peer.url("/slow?\(number)")) }
        let short = try await told.boss.addService("Short", 5)
        for index in 0..<40 {
            let time = String(format: "%02d:%02d", 9 + index / 12, index % 12 * 5)
            _ = try await told.boss.mustBook(jan("06T\(time)"), service: short)
        }
        try await Self.tell(told)
    }

    private static let hangingSeconds = 600
    /// Guards against hanging alone.
    private static let patience: Duration = .seconds(hangingSeconds / 2)

    /// Lets a server run until it has told what waits for the first webhook, and nothing else is told by then.
    private static func tell(_ told: ToldPractice) async throws {
        let start = ContinuousClock.now
        let server = Task { try await told.practice.app.worker.run() }
        var waiting: Int64 = 1
        while waiting > 0, ContinuousClock.now - start < patience {
            try await Task.sleep(for: .milliseconds(20))
            waiting = try await told.practice.numbers(
                "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = \(told.webhook) AND state = 'due'")[0]
        }
        #expect(waiting == 0)
        let sent = try await told.practice.numbers(
            "SELECT DISTINCT webhook_id FROM webhook_deliveries WHERE state = 'sent'")
        #expect(sent == [told.webhook])
        server.cancel()
        let stop = ContinuousClock.now
        _ = await server.result
        #expect(ContinuousClock.now - stop < patience, "a call that nobody waits for comes to its end")
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let peer = try ReceiverPeer()
        let told = try await Self.open(peer.url("/moved"), toPrivateNetwork: true)
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        #expect(try await told.state() == "due 1 302 The answer was 302; redirects are not followed.")
        #expect(try peer.calls().map(\.line) == ["POST /moved"])
    }

    @Test(
        "this machine is refused unless the setting allows it, and sees no connection",
        arguments: ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]", "[::1]"])
    func loopback(host: String) async throws {
        let peer = try ReceiverPeer()
        let told = try await Self.open(peer.url("/hook", host: host), toPrivateNetwork: false)
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        let one = try await told.delivery()
        #expect(try one.text("state") == "due" && one.int("attempts") == 1 && one.isNull("status_code"))
        let error = try one.text("error")
        #expect(error.hasPrefix("The host leads to ") && error.hasSuffix(", which is no public address."), "\(error)")
        #expect(try peer.connections() == 0)
    }

    @Test(
        "networks of one's own are refused, shared, link-local and unique-local ones too",
        arguments: [
            "10.0.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fe80::1]",
            "[fd00:ec2::254]",
            "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]",
        ])
    func privateNetworks(host: String) async throws {
        let told = try await Self.open("http://\(host)/latest/meta-data", toPrivateNetwork: false)
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        #expect(try await told.delivery().text("error").hasSuffix(", which is no public address."))
    }

    @Test("what the receiver writes is kept nowhere, also where it answers with an error or with too much")
    func answers() async throws {
        let peer = try ReceiverPeer()
        for (path, state) in [
            ("/status/500", "due 1 500 The answer was 500."), ("/status/404", "due 1 404 The answer was 404."),
            ("/empty", "sent 1 204"), ("/big/65536", "sent 1 200"),
            ("/big/65537", "due 1 The answer is larger than 65536 bytes."),
        ] {
            let told = try await Self.open(peer.url(path), toPrivateNetwork: true)
            _ = try await told.boss.mustBook(jan("06T09:00"))
            try await told.practice.work()
            #expect(try await told.state() == state, "\(path)")
        }
        for path in ["/silent", "/garbage"] {
            let told = try await Self.open(peer.url(path), toPrivateNetwork: true)
            _ = try await told.boss.mustBook(jan("06T09:00"))
            try await told.practice.work()
            let error = try await told.delivery().text("error")
            #expect(error.hasPrefix("127.0.0.1: ") && !error.contains("garbage "), "\(error)")
        }
    }
}
