import Foundation
import Synchronization

/// Asks something that may hang, once for all who want to know at the same moment, and answers each in time: with nil
/// where it takes longer than that. So there is never more than one question under way, however many ask. A class with
/// a lock, because requests share it.
final class SharedQuestion<Answer: Sendable>: Sendable {
    private typealias Waiting = CheckedContinuation<Answer?, Never>

    private struct State {
        /// Counts the questions.
        var round = 0
        var isAsking = false
        /// Whether the one that is under way has taken too long already.
        var isLate = false
        var waiting: [Waiting] = []
    }

    private enum Step {
        case ask(round: Int)
        case wait, giveUp
    }

    private let patience: Duration
    private let ask: @Sendable () async -> Answer
    private let state = Mutex(State())

    init(patience: Duration, ask: @escaping @Sendable () async -> Answer) {
        self.patience = patience
        self.ask = ask
    }

    func answer() async -> Answer? {
        await withCheckedContinuation { continuation in
            let step = state.withLock { state -> Step in
                if state.isLate { return .giveUp }
                state.waiting.append(continuation)
                if state.isAsking { return .wait }
                state.isAsking = true
                state.round += 1
                return .ask(round: state.round)
            }
            switch step {
            case .ask(let round): begin(round)
            case .wait: break
            case .giveUp: continuation.resume(returning: nil)
            }
        }
    }

    /// On tasks of their own, because whoever asked may be gone before the answer comes, and others wait for it.
    private func begin(_ round: Int) {
        let watch = Task {
            do { try await Task.sleep(for: patience) } catch { return }
            release(nil, round, isLate: true)
        }
        Task {
            let answer = await ask()
            watch.cancel()
            release(answer, round, isLate: false)
        }
    }

    private func release(_ answer: Answer?, _ round: Int, isLate: Bool) {
        let waiting = state.withLock { state -> [Waiting] in
            // The answer came in the same moment.
            guard state.isAsking, state.round == round else { return [] }
            defer { state.waiting = [] }
            state.isLate = isLate
            state.isAsking = isLate
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: answer) }
    }
}
