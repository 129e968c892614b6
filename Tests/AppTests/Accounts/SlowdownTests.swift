import App
import Domain
import Synchronization
import Testing

@Suite("Waiting at the door")
struct SlowdownTests {
    /// Holds whoever waits, one after the other let through, until it stands open.
    private final class Gate: Sendable {
        private let state = Mutex((held: [CheckedContinuation<Void, Never>](), isOpen: false))

        var count: Int { state.withLock { $0.held.count } }

        func wait() async {
            await withCheckedContinuation { one in
                let goesOn = state.withLock { state -> Bool in
                    if !state.isOpen { state.held.append(one) }
                    return state.isOpen
                }
                if goesOn { one.resume() }
            }
        }

        func letOne() {
            let one = state.withLock { state -> CheckedContinuation<Void, Never>? in
                state.held.isEmpty ? nil : state.held.removeFirst()
            }
            one?.resume()
        }

        func open() {
            let held = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                defer { state = ([], true) }
                return state.held
            }
            for one in held { one.resume() }
        }
    }

    /// Lets others run until so many are held; bounded, so that a fault ends the test and does not hang it.
    private static func full(_ gate: Gate) async -> Bool {
        for _ in 0..<1_000_000 {
            if gate.count == Slowdown.mostWaiting { return true }
            await Task.yield()
        }
        return false
    }

    @Test("so many wait at once, one more is refused for as long as a wait takes, and is taken once one has gone on")
    func bound() async throws {
        let gate = Gate()
        let slowdown = Slowdown { _ in await gate.wait() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Slowdown.mostWaiting { group.addTask { try await slowdown.wait() } }
            guard await Self.full(gate) else {
                gate.open()
                Issue.record("\(gate.count) wait")
                return
            }
            let refusal = await #expect(throws: Problem.self) { try await slowdown.wait() }
            #expect(refusal == Problem(.tooManyRequests, retryAfterSeconds: 3))
            gate.letOne()
            _ = try await group.next()
            group.addTask { try await slowdown.wait() }
            #expect(await Self.full(gate))
            gate.open()
            try await group.waitForAll()
        }
    }
}
