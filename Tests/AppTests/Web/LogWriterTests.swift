import App
import Dispatch
import Foundation
import Logging
import Peers
import Synchronization
import Testing

@Suite("Who writes the logs")
struct LogWriterTests {
    /// Notes a line of some eighty bytes, with its number.
    private static func note(_ log: AccessLog, _ numbers: Range<Int>) {
        for number in numbers {
            log.note(
                AccessLine(
                    at: Practice.monday, method: "GET", route: "/\(String(repeating: "a", count: 40))",
                    answer: (status: 200, bytes: 1, microseconds: number), id: "x"))
        }
    }

    private static func numbers(_ text: String) -> [Int] {
        text.matches(of: /\s(\d+)us\s/).compactMap { Int($0.1) }
    }

    @Test("nobody waits for a reader that takes nothing; what is too much is dropped, and how much is told")
    func asleep() {
        let written = Mutex("")
        let (hasBegun, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let log = AccessLog(isOn: true) { bytes in
            hasBegun.signal()
            _ = mayGoOn.wait(timeout: .now() + Double(longWaitSeconds))
            written.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
        Self.note(log, 0..<1)
        log.flush()
        #expect(hasBegun.wait(timeout: .now() + Double(longWaitSeconds)) == .success)
        // Some four megabytes, of which one may wait. This would not come back where it had to wait for the reader.
        let count = 50_000
        Self.note(log, 1..<count)
        #expect(written.withLock { $0.isEmpty })
        for _ in 0..<10 { mayGoOn.signal() }
        log.finish(withinSeconds: Double(longWaitSeconds))
        let text = written.withLock { $0 }
        let numbers = Self.numbers(text)
        #expect(numbers == Array(0..<numbers.count), "the first are kept, in their order")
        #expect(numbers.count > 1_000 && numbers.count < count / 2)
        #expect(text.hasSuffix("\n\(count - numbers.count) lines were dropped: they were not taken in time\n"))
        Self.note(log, 0..<1)
        log.finish(withinSeconds: Double(longWaitSeconds))
        #expect(written.withLock { $0 }.hasSuffix(" 0us x\n"), "afterwards it goes on")
    }

    @Test("at a stop no line is left, however many threads have noted them")
    func stop() async {
        let written = Mutex("")
        let log = AccessLog(isOn: true) { bytes in
            written.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
        await withTaskGroup { group in
            for part in 0..<8 {
                group.addTask {
                    Self.note(log, (part * 500)..<(part * 500 + 500))
                    log.flush()
                }
            }
        }
        log.finish(withinSeconds: Double(longWaitSeconds))
        #expect(Self.numbers(written.withLock { $0 }).sorted() == Array(0..<4_000))
    }

    @Test("a server that fails lets the last lines be written before it says so")
    func failure() async throws {
        // An address for documents (RFC 5737), which no machine has.
        let practice = try await Practice.open { $0.listenHost = "192.0.2.1" }
        let finished = Mutex(0)
        let security = SecurityLog(
            now: { practice.clock.now }, write: { _ in }, finish: { finished.withLock { $0 += 1 } })
        let server = try await practice.another(mailer: practice.letters.mailer, security: security)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        await #expect(throws: SettingError.self) {
            try await server.serve(logger: logger, lost: { _ in }, started: { _ in })
        }
        #expect(finished.withLock { $0 } == 1)
    }
}
