import Foundation
import Testing

import Wire

@Suite("Threads that may wait", .timeLimit(.minutes(15)))
struct BlockingThreadsTests {
    /// No gate holds for longer, so that a fault ends these tests instead of hanging them.
    private let patience = DispatchTimeInterval.seconds(180)

    @Test("work that waits holds back other work of these threads, but nothing else")
    func apart() async throws {
        let threads = BlockingThreads(count: 2, name: "test")
        let gate = DispatchSemaphore(value: 0)
        let deadline = DispatchTime.now() + patience
        async let waited: [DispatchTimeoutResult] = withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask { try await threads.run { _ in gate.wait(timeout: deadline) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // This runs on Swift's own threads: it would come after the deadline if the twenty had taken them.
        await withTaskGroup { group in
            for _ in 0..<100 { group.addTask { await Task.yield() } }
        }
        for _ in 0..<20 { gate.signal() }
        #expect(try await waited == Array(repeating: .success, count: 20))
    }

    @Test("more work than the bound is refused at once, and what was taken is done")
    func full() async throws {
        let threads = BlockingThreads(count: 1, name: "test")
        let gate = DispatchSemaphore(value: 0)
        let deadline = DispatchTime.now() + patience
        let attempts = BlockingThreads.waitingLimit + 50
        var answers: [DispatchTimeoutResult?] = []
        await withTaskGroup(of: DispatchTimeoutResult?.self) { group in
            for _ in 0..<attempts {
                group.addTask { try? await threads.run { _ in gate.wait(timeout: deadline) } }
            }
            // The thread holds one piece and the queue its bound; the other 49 come back before the gate opens.
            while answers.count < 49, let answer = await group.next() { answers.append(answer) }
            #expect(answers == Array(repeating: nil, count: 49))
            for _ in 0..<attempts { gate.signal() }
            for await answer in group { answers.append(answer) }
        }
        // The thread may not have fetched its first piece before the queue was full.
        let done = answers.count { $0 == .success }
        #expect([BlockingThreads.waitingLimit, BlockingThreads.waitingLimit + 1].contains(done))
        #expect(answers.count == attempts && answers.count { $0 == nil } == attempts - done)
    }
}
