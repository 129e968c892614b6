import Dispatch
import Storage

/// Keeps a body inside its transaction until the test opens the gate.
struct Gate: Sendable {
    private let arrivals = AsyncStream.makeStream(of: Void.self)
    private let opening = DispatchSemaphore(value: 0)

    /// Called by the body: tells that it is here, and waits.
    func pass() {
        arrivals.continuation.yield()
        opening.wait()
    }

    /// Called by the test: returns when the body is here.
    func waitForArrival() async {
        for await _ in arrivals.stream { return }
    }

    func open() {
        opening.signal()
    }
}

extension Database {
    /// Starts writes that are all waiting when the first of them can run, so that an engine which shares commits puts
    /// them into one: a first body holds the writer meanwhile.
    func writeTogether<T: Sendable>(
        _ bodies: [@Sendable (any Transaction) throws -> T]
    ) async throws -> [Result<T, any Error>] {
        let gate = Gate()
        let holder = Task { try await write { _ in gate.pass() } }
        await gate.waitForArrival()
        // An immediate task runs here until it waits for its answer.
        let tasks = bodies.map { body in Task.immediate { try await write(body) } }
        gate.open()
        try await holder.value
        var results: [Result<T, any Error>] = []
        for task in tasks { results.append(await task.result) }
        return results
    }
}

extension Result {
    /// The error as storage's, if it is one.
    var storageError: StorageError? {
        if case .failure(let error) = self { error as? StorageError } else { nil }
    }
}
