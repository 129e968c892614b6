import Foundation

/// What the log says of one request.
package struct AccessLine: Sendable {
    /// What came of it; the bytes are those of the body.
    package typealias Answer = (status: Int, bytes: Int, microseconds: Int)

    let at: Date
    let method: String
    let route: String
    let answer: Answer
    let id: String

    package init(at: Date, method: String, route: String, answer: Answer, id: String) {
        self.at = at
        self.method = method
        self.route = route
        self.answer = answer
        self.id = id
    }

    fileprivate var text: String {
        "\(Timestamp.text(at)) \(method) \(route) \(answer.status) \(answer.bytes)B \(answer.microseconds)us \(id)"
    }
}

/// One line a request, gathered in memory and written by the second: a write for each would cost two thirds of the
/// server's speed. Lines hold no names, tokens or queries: the route's pattern stands for its path.
package struct AccessLog: Sendable {
    private let writer: LogWriter
    private let isOn: Bool
    /// Beyond this the lines are written at once.
    private static let largestBuffer = 64 * 1024

    package init(isOn: Bool, write: @escaping @Sendable ([UInt8]) -> Void = AccessLog.toStandardOutput) {
        self.isOn = isOn
        writer = LogWriter(write: write)
    }

    package func note(_ line: AccessLine) {
        guard isOn else { return }
        let waiting = writer.add(line.text)
        if waiting >= Self.largestBuffer { writer.flush() }
    }

    /// Lets what has gathered be written; called by the second.
    package func flush() { writer.flush() }

    /// Returns once everything is written, or so much time has passed; called at the end.
    package func finish(withinSeconds seconds: Double? = nil) {
        writer.finish(withinSeconds: seconds ?? LogWriter.farewellSeconds)
    }

    package static let toStandardOutput: @Sendable ([UInt8]) -> Void = { bytes in
        StandardOutput.write(bytes)
    }
}
