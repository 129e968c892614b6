import Foundation

/// WireTests' mail server: takes every mail and reads it.
final class MailPeer: Sendable {
    private struct Ready: Decodable { let port: Int }

    let folder: TemporaryFolder
    private let program: Program
    private let port: Int

    init() async throws {
        folder = try TemporaryFolder()
        program = try Program.peer("smtp_peer.py", ["--store", folder.url.path], tests: "WireTests", in: folder)
        let line = try await program.output.wait(for: "port") { text in
            text.firstIndex(of: "\n").map { String(text[..<$0]) }
        }
        port = try JSONDecoder().decode(Ready.self, from: Data(line.utf8)).port
    }

    /// What a server needs to send its mails here.
    var settings: [String: String] {
        ["SMTP_URL": "smtp://127.0.0.1:\(port)", "MAIL_FROM": "The Practice <hello@practice.example>"]
    }
}

/// Peers/gated_smtp.py: a mail server that keeps the sender waiting.
final class GatedMailPeer: Sendable {
    private let program: Program
    private let port: Int

    init(in folder: TemporaryFolder) async throws {
        program = try Program.peer("gated_smtp.py", [], in: folder)
        port = try await program.output.wait(for: "port") { text in
            text.contains("\n") ? Transcript.lines(text).first.flatMap { Int($0) } : nil
        }
    }

    var settings: [String: String] {
        ["SMTP_URL": "smtp://127.0.0.1:\(port)", "MAIL_FROM": "hello@practice.example"]
    }

    func open() throws { try program.send("open") }

    /// Message-IDs of the mails of which this is true so far: `held`, `taken`, `lost`.
    func mails(_ what: String) -> [String] { Self.mails(what, program.output.text) }

    /// Waits until so many are; their Message-IDs.
    @discardableResult
    func wait(until count: Int, are what: String) async throws -> [String] {
        try await program.output.wait(for: "\(count) mails \(what)") { text in
            let found = Self.mails(what, text)
            return found.count >= count ? found : nil
        }
    }

    private static func mails(_ what: String, _ text: String) -> [String] {
        Transcript.lines(text).filter { $0.hasPrefix(what + " ") }.map { String($0.dropFirst(what.count + 1)) }
    }
}

/// What tells one run with chance in it from another; INFORMAT_SEED repeats one.
struct Chance: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init() {
        let given = ProcessInfo.processInfo.environment["INFORMAT_SEED"].flatMap { UInt64($0) }
        seed = given ?? UInt64.random(in: 0..<1_000_000)
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
