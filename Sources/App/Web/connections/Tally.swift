import Domain
import Synchronization

/// Counts what is there at once, in all and for each subscriber. A class with a lock, because all connections share it.
final class Tally: Sendable {
    private struct Counts {
        var all = 0
        var bySubscriber: [IPNetwork: Int] = [:]
    }
    private let counts = Mutex(Counts())
    private let mostInAll: Int
    private let mostBySubscriber: Int

    init(mostInAll: Int = .max, mostBySubscriber: Int) {
        self.mostInAll = mostInAll
        self.mostBySubscriber = mostBySubscriber
    }

    /// Takes one place; false where none is free. A place that was taken is given back with `leave` and the same words.
    func enter(_ subscriber: IPNetwork, isProxy: Bool = false) -> Bool {
        counts.withLock { counts in
            let own = isProxy ? 0 : counts.bySubscriber[subscriber, default: 0]
            guard counts.all < mostInAll, own < mostBySubscriber else { return false }
            counts.all += 1
            if !isProxy { counts.bySubscriber[subscriber] = own + 1 }
            return true
        }
    }

    func leave(_ subscriber: IPNetwork, isProxy: Bool = false) {
        counts.withLock { counts in
            counts.all -= 1
            guard !isProxy, let own = counts.bySubscriber[subscriber] else { return }
            counts.bySubscriber[subscriber] = own > 1 ? own - 1 : nil
        }
    }
}
