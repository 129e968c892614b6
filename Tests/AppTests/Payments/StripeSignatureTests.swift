import App
import Foundation
import Peers
import Testing

/// Judged by the `stripe` package, in Tests/Stripe/signature_oracle.py.
@Suite("Signatures of Stripe")
struct StripeSignatureTests {
    private struct Case: Encodable {
        let body: String
        let header: String
        let secret: String
        let tolerance = 300
        let now: Int
    }

    private struct Verdict: Decodable { let accepted: Bool }

    private static let now = 1_767_600_000
    private static let secret = "whsec_of_the_tests_0123456789"

    /// The code of a body, as the tests' own secret signs it.
    static func code(_ time: Int, _ body: Data, secret: String = secret) throws -> String {
        StripeSignature.code(time: String(time), body: Array(body), secret: Secret(secret))
    }

    @Test("our verdict on four thousand headers, right and wrong in every way, is that of Stripe's own package")
    func oracle() async throws {
        var dice = Dice(seed: 5)
        let cases = try (0..<4_000).map { _ in try Self.random(&dice) }
        let encoder = JSONEncoder()
        let lines = try cases.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        let verdicts = try await Self.ask(lines)
        #expect(verdicts.count == cases.count)
        #expect(verdicts.contains(true) && verdicts.contains(false))
        for (one, verdict) in zip(cases, verdicts) {
            let body = Array(Data(base64Encoded: one.body) ?? Data())
            let now = Date(timeIntervalSince1970: Double(one.now))
            let ours = (try? StripeSignature.check(one.header, body: body, secret: Secret(one.secret), now: now)) != nil
            #expect(ours == verdict, "\(one)")
        }
    }

    private static func random(_ dice: inout Dice) throws -> Case {
        let body = Data(
            (0..<Int.random(in: 0..<60, using: &dice)).map { _ in UInt8.random(in: 32..<127, using: &dice) })
        let ages = [0, 0, 0, 0, 1, 299, 300, 301, 3_600, -60, -301]
        let time = now - (ages.randomElement(using: &dice) ?? 0)
        let right = try code(time, body)
        let wrong = try code(time, body, secret: "whsec_of_somebody_else")
        let signatures = [
            "v1=\(right)", "v1=\(wrong),v1=\(right)", "v1=\(wrong)", "v0=\(right)", "v1=\(right.uppercased())",
            "v1=\(right.dropLast())", "v1=", "v1=\(right),v0=\(wrong)", "", "v1=\(right),v1=\(right)",
        ]
        let times = ["t=\(time)", "t=\(time)", "t=\(time)", "t=", "", "t=abc", "t=\(time + 1)"]
        let parts = [times.randomElement(using: &dice) ?? "", signatures.randomElement(using: &dice) ?? ""]
        let ordered = Bool.random(using: &dice) ? parts : parts.reversed()
        return Case(
            body: body.base64EncodedString(), header: ordered.filter { !$0.isEmpty }.joined(separator: ","),
            secret: secret, now: now)
    }

    static func ask(_ lines: [String]) async throws -> [Bool] {
        let tests = URL(filePath: #filePath).appending(path: "../../..").standardized
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"]
        let folder = FileManager.default.temporaryDirectory.appending(path: "informat-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
        try Data().write(to: output)
        try await onThread {
            let process = Process()
            process.executableURL = URL(
                filePath: python ?? tests.deletingLastPathComponent().appending(path: ".venv/bin/python").path)
            process.arguments = ["-B", tests.appending(path: "Stripe/signature_oracle.py").path]
            process.standardInput = try FileHandle(forReadingFrom: input)
            process.standardOutput = try FileHandle(forWritingTo: output)
            try process.run()
            process.waitUntilExit()
        }
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Verdict.self, from: Data($0.utf8)).accepted
        }
    }
}
