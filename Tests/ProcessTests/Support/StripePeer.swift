import Foundation

/// Stripe as localstripe plays it, over real HTTP: Tests/Stripe/stripe_peer.py.
struct StripePeer: Sendable {
    struct Intent: Decodable, Sendable {
        let id: String
        let status: String
        let amount: Int
        let refunded: Int
        let metadata: [String: String]
    }

    private struct Ready: Decodable { let url: String }

    private struct Reply: Decodable {
        let ok: Bool
        let error: String?
        let status: String?
        let intents: [Intent]?
    }

    static let webhookSecret = "whsec_of_the_process_tests"

    private let program: Program
    let url: String

    init(in folder: TemporaryFolder) async throws {
        program = try Program(Paths.python, ["-B", Paths.root.path + "/Tests/Stripe/stripe_peer.py"], in: folder)
        let line = try await program.output.wait(for: "its URL") { Self.line(0, of: $0) }
        url = try JSONDecoder().decode(Ready.self, from: Data(line.utf8)).url
    }

    /// The settings of a server that charges here.
    var settings: [String: String] {
        [
            "STRIPE_SECRET_KEY": "sk_test_of_the_process_tests",
            "STRIPE_PUBLISHABLE_KEY": "pk_test_of_the_process_tests",
            "STRIPE_WEBHOOK_SECRET": Self.webhookSecret, "STRIPE_API_URL": url,
        ]
    }

    /// Pays as a browser would; the payment's status afterwards.
    @discardableResult
    func pay(_ intent: String, card: String = "4242424242424242") async throws -> String {
        try await ask(["do": "pay", "intent": intent, "card": card]).status ?? ""
    }

    /// The client shows the bank who they are.
    @discardableResult
    func authenticate(_ intent: String) async throws -> String {
        try await ask(["do": "authenticate", "intent": intent]).status ?? ""
    }

    /// The client's bank withdraws the money.
    func dispute(_ intent: String) async throws { _ = try await ask(["do": "dispute", "intent": intent]) }

    /// The bank decides: `won` or `lost` for the practice.
    func endDispute(_ intent: String, as status: String) async throws {
        _ = try await ask(["do": "end_dispute", "intent": intent, "status": status])
    }

    func tell(_ server: Server) async throws {
        let url = "http://127.0.0.1:\(server.port)/api/webhooks/stripe"
        _ = try await ask(["do": "webhook", "url": url, "secret": Self.webhookSecret])
    }

    func stop() async throws { _ = try await ask(["do": "stop"]) }
    func start() async throws { _ = try await ask(["do": "start"]) }
    func loseNextAnswer() async throws { _ = try await ask(["do": "lose_next_answer"]) }
    func intents() async throws -> [Intent] { try await ask(["do": "intents"]).intents ?? [] }

    /// One thing after the other: each line of input has one line of output.
    private func ask(_ command: [String: String]) async throws -> Reply {
        let said = program.output.lines.count
        let bytes = try JSONEncoder().encode(command)
        try program.send(String(decoding: bytes, as: UTF8.self))
        let line = try await program.output.wait(for: "answer to \(command)") {
            Self.line(said, of: $0)
        }
        let reply = try JSONDecoder().decode(Reply.self, from: Data(line.utf8))
        guard reply.ok else { throw Failure("\(command): \(reply.error ?? line)") }
        return reply
    }

    /// A line, once it is whole.
    private static func line(_ number: Int, of text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > number + 1 ? String(lines[number]) : nil
    }
}
