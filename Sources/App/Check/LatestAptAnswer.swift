import Foundation
import Synchronization

/// What apt has said of the zone rules so far.
package enum AptAnswer: Sendable, Equatable {
    case notYet
    /// There is no apt, or it does not know.
    case nothing
    case offer(DebianOffer)

    init(_ offer: DebianOffer?) {
        self = if let offer { .offer(offer) } else { .nothing }
    }
}

/// The last answer of apt, for whoever must not wait for it: it is asked on a thread of its own, once an hour at most.
/// A class with a lock, because requests share it.
package final class LatestAptAnswer: Sendable {
    /// So long is an answer shown before apt is asked again.
    package static let freshSeconds = 3_600.0

    private struct State {
        var answer = AptAnswer.notYet
        var askedAt: Date?
        var isAsking = false
    }

    private let ask: @Sendable () -> DebianOffer?
    private let now: @Sendable () -> Date
    private let thread = DispatchQueue(label: "apt")
    private let state = Mutex(State())

    package init(
        by apt: String, patienceSeconds: Double = DebianOffer.patienceSeconds, now: @escaping @Sendable () -> Date
    ) {
        ask = { DebianOffer.tzdata(by: apt, patienceSeconds: patienceSeconds) }
        self.now = now
    }

    /// What is known at this moment; where that is old, apt is asked for whoever comes later.
    package func latest() -> AptAnswer {
        let moment = now()
        let (answer, isDue) = state.withLock { state in
            let isFresh = state.askedAt.map { abs(moment.timeIntervalSince($0)) < Self.freshSeconds } ?? false
            guard !isFresh, !state.isAsking else { return (state.answer, false) }
            (state.askedAt, state.isAsking) = (moment, true)
            return (state.answer, true)
        }
        if isDue { thread.async { self.learn(self.ask()) } }
        return answer
    }

    /// Where apt says nothing this time, what it said before stands.
    private func learn(_ offer: DebianOffer?) {
        state.withLock { state in
            state.isAsking = false
            if offer != nil || state.answer == .notYet { state.answer = AptAnswer(offer) }
        }
    }
}
