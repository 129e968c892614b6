import Dispatch
import Foundation
import Synchronization

/// Threads that each keep one connection. libpq blocks while it waits for the server, which no thread of the
/// cooperative pool may do. Threads are started as they are needed; the one that rested last is woken first, so that
/// few connections stay warm.
final class ConnectionPool: Sendable {
    private struct State {
        var line = WaitingLine<Turn>()
        var resting: [DispatchSemaphore] = []
        var running = 0
        var goodbyes: [CheckedContinuation<Void, Never>] = []
    }

    private enum Step {
        case serve(Turn)
        case rest
        case end
    }

    private let options: PostgreSQLOptions
    private let state = Mutex(State())

    init(_ options: PostgreSQLOptions) {
        precondition(options.connections > 0, "a pool needs a connection")
        self.options = options
    }

    func add(_ turn: Turn) {
        let refusal = state.withLock { state -> StorageError? in
            if let refusal = state.line.add(turn) { return refusal }
            if let bell = state.resting.popLast() {
                bell.signal()
            } else if state.running < options.connections {
                state.running += 1
                Thread.detachNewThread { self.run() }
            }
            return nil
        }
        if let refusal { turn.body.refuse(refusal) }
    }

    /// Refuses newcomers, serves who waits, and returns once every connection is closed.
    func close() async {
        await withCheckedContinuation { done in
            let isOver = state.withLock { state in
                state.line.close()
                for bell in state.resting { bell.signal() }
                state.resting = []
                if state.running > 0 { state.goodbyes.append(done) }
                return state.running == 0
            }
            if isOver { done.resume() }
        }
    }

    /// The life of one thread.
    private func run() {
        let bell = DispatchSemaphore(value: 0)
        do {
            let session = PostgreSQLSession(options)
            var isServing = true
            while isServing {
                switch next(bell) {
                case .serve(let turn): session.serve(turn)
                case .rest: bell.wait()
                case .end: isServing = false
                }
            }
        }
        let goodbyes = state.withLock { state in
            state.running -= 1
            return state.running == 0 ? state.goodbyes : []
        }
        for done in goodbyes { done.resume() }
    }

    private func next(_ bell: DispatchSemaphore) -> Step {
        state.withLock { state in
            if let turn = state.line.next(1).first { return .serve(turn) }
            if state.line.isClosed { return .end }
            state.resting.append(bell)
            return .rest
        }
    }
}
