/// First come, first served, and bounded: when too many wait, a newcomer is refused rather than left to time out.
struct WaitingLine<Waiting: Sendable>: Sendable {
    private static var longest: Int { 20_000 }
    private var waiting: [Waiting] = []
    private var served = 0
    private(set) var isClosed = false

    var isEmpty: Bool { served == waiting.count }

    /// The one whose turn it is.
    var first: Waiting? { isEmpty ? nil : waiting[served] }

    /// Nil when it now waits, else why it may not.
    mutating func add(_ newcomer: Waiting) -> StorageError? {
        if isClosed { return .closed }
        if waiting.count - served >= Self.longest { return .busy }
        waiting.append(newcomer)
        return nil
    }

    /// The next, at most so many; empty when none waits.
    mutating func next(_ most: Int) -> [Waiting] {
        let next = Array(waiting[served...].prefix(most))
        served += next.count
        // Seldom enough that it costs nothing, often enough that nobody served is kept.
        if served * 2 >= waiting.count {
            waiting.removeFirst(served)
            served = 0
        }
        return next
    }

    mutating func close() {
        isClosed = true
    }
}
