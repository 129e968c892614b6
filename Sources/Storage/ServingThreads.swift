import Dispatch
import Foundation
import Synchronization

/// Threads that each keep one connection. An engine blocks while it waits or reads, which no thread of the cooperative
/// pool may do for long. Threads are started as they are needed; the one that rested last is woken first, so that few
/// connections stay warm. Long reads have a share of the threads: however many come, the others serve what is quick.
final class ServingThreads: Sendable {
    /// What one thread does with a turn; made on the thread, and let go at its end.
    typealias Serve = (Turn) -> Void

    private struct State {
        var line = WaitingLine<Turn>()
        var longLine = WaitingLine<Turn>()
        var longInWork = 0
        var resting: [DispatchSemaphore] = []
        var running = 0
        var goodbyes: [CheckedContinuation<Void, Never>] = []
    }

    private enum Step {
        case serve(Turn)
        case rest
        case end
    }

    private let most: Int
    private let mostLong: Int
    private let niceness: Int32
    private let makeServe: @Sendable () -> Serve
    private let state = Mutex(State())

    /// So many threads at most, of which so many do long reads at once. A `niceness` above 0 lets threads of others go
    /// first where the processor is short (setpriority(2); on Linux it is the thread's own).
    init(_ most: Int, long mostLong: Int, niceness: Int32 = 0, makeServe: @escaping @Sendable () -> Serve) {
        precondition(most > 0 && mostLong > 0, "somebody must serve")
        self.most = most
        self.mostLong = mostLong
        self.niceness = niceness
        self.makeServe = makeServe
    }

    func add(_ turn: Turn) {
        let refusal = state.withLock { state -> StorageError? in
            let refusal = turn.isLong ? state.longLine.add(turn) : state.line.add(turn)
            if let refusal { return refusal }
            // Where its share is in work, whoever ends a long read looks for the next one.
            if turn.isLong, state.longInWork >= mostLong { return nil }
            if let bell = state.resting.popLast() {
                bell.signal()
            } else if state.running < most {
                state.running += 1
                Thread.detachNewThread { self.run() }
            }
            return nil
        }
        if let refusal { turn.body.refuse(refusal) }
    }

    /// Refuses newcomers and serves who waits; the connections close by themselves. Threads would rest for ever where
    /// whoever made them lets them go without it.
    func end() {
        state.withLock { state in
            state.line.close()
            state.longLine.close()
            for bell in state.resting { bell.signal() }
            state.resting = []
        }
    }

    /// The same, and returns once every connection is closed.
    func close() async {
        end()
        await withCheckedContinuation { done in
            let isOver = state.withLock { state in
                if state.running > 0 { state.goodbyes.append(done) }
                return state.running == 0
            }
            if isOver { done.resume() }
        }
    }

    /// The life of one thread.
    private func run() {
        if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
        let bell = DispatchSemaphore(value: 0)
        do {
            let serve = makeServe()
            var isServing = true
            while isServing {
                switch next(bell) {
                case .serve(let turn):
                    serve(turn)
                    if turn.isLong { state.withLock { $0.longInWork -= 1 } }
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

    /// Whoever has waited longest is next, a long read only while its share is not in work.
    private func next(_ bell: DispatchSemaphore) -> Step {
        state.withLock { state in
            let long = state.longInWork < mostLong ? state.longLine.first : nil
            if let long, long.since < state.line.first?.since ?? .now {
                state.longInWork += 1
                return .serve(state.longLine.next(1)[0])
            }
            if let turn = state.line.next(1).first { return .serve(turn) }
            if state.line.isClosed { return .end }
            state.resting.append(bell)
            return .rest
        }
    }
}
