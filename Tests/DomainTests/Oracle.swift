import Foundation

/// Asks a script in `Oracle` all questions in one run of Python.
enum Oracle {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    static let zoneFolder: String = {
        let named = ProcessInfo.processInfo.environment["TZDIR"] ?? ""
        return named.isEmpty ? "/usr/share/zoneinfo" : named
    }()

    static func answers<Question: Encodable, Answer: Decodable>(
        to questions: [Question], as: Answer.Type, withinSeconds seconds: Double = 900
    ) throws -> [Answer] {
        let encoder = JSONEncoder()
        var input = Data()
        for question in questions { input += try encoder.encode(question) + Data("\n".utf8) }
        let output = try run(["python3", script("slots_oracle"), zoneFolder], input: input, seconds: seconds)
        return try decoded(output)
    }

    /// Random calendars of elsewhere with what `Oracle/calendar_oracle.py` makes of them. Needs what bin/setup --tests
    /// brings.
    static func calendars(
        _ count: Int, seed: UInt64, withinSeconds seconds: Double = 900
    ) throws -> [CalendarOracleTests.Answer] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"] ?? root.path + "/.venv/bin/python"
        let arguments = [python, "-B", script("calendar_oracle"), String(count), String(seed)]
        return try decoded(try run(arguments, input: Data(), seconds: seconds))
    }

    private static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/\(name).py").path
    }

    private static func decoded<Answer: Decodable>(_ output: Data) throws -> [Answer] {
        try output.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Answer.self, from: Data($0)) }
    }

    // Files instead of pipes: nobody has to read while the other writes.
    private static func run(_ arguments: [String], input: Data, seconds: Double) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let questions = folder.appending(path: "questions")
        let answers = folder.appending(path: "answers")
        try input.write(to: questions)
        try Data().write(to: answers)

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: questions)
        process.standardOutput = try FileHandle(forWritingTo: answers)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        guard ended.wait(timeout: .now() + seconds) == .success else {
            process.terminate()
            throw Failed(description: "the oracle did not answer within \(seconds) seconds")
        }
        guard process.terminationStatus == 0 else {
            throw Failed(description: "the oracle ended with \(process.terminationStatus)")
        }
        return try Data(contentsOf: answers)
    }
}
