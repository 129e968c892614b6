/// First come, first served, and bounded: when too many wait, a newcomer is refused rather than left to time out.
struct WaitingLine: Sendable {
    private static let longest = 20_000
    private var bodies: [PendingBody] = []
    private var served = 0
    private(set) var isClosed = false

    var isEmpty: Bool { served == bodies.count }

    /// Nil when the body now waits, else why it may not.
    mutating func add(_ body: PendingBody) -> StorageError? {
        if isClosed { return .closed }
        if bodies.count - served >= Self.longest { return .busy }
        bodies.append(body)
        return nil
    }

    /// The next bodies, at most so many; empty when none waits.
    mutating func next(_ most: Int) -> [PendingBody] {
        let next = Array(bodies[served...].prefix(most))
        served += next.count
        // Seldom enough that it costs nothing, often enough that nobody served is kept.
        if served * 2 >= bodies.count {
            bodies.removeFirst(served)
            served = 0
        }
        return next
    }

    mutating func close() {
        isClosed = true
    }
}
