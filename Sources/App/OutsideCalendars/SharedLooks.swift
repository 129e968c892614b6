import Domain
import Synchronization

/// Looks at calendars that somebody waits for who books: one at a time for each, whose end all wait for who want it.
/// A class with a lock, because it is one for all requests.
final class SharedLooks: Sendable {
    private let running = Mutex<[CalendarLinkID: Task<Void, Never>]>([:])
    /// So long anybody waits who books. By CalDAV a look has several questions, whose bounds together are longer.
    private let patience: Duration

    init(patience: Duration) {
        self.patience = patience
    }

    /// Returns in time, also where the look is not at its end: what it finds is written down then.
    func look(at link: CalendarLinkID, _ body: @escaping @Sendable () async -> Void) async {
        let task = running.withLock { running in
            if let known = running[link] { return known }
            let task = Task {
                await body()
                self.running.withLock { $0[link] = nil }
            }
            running[link] = task
            return task
        }
        _ = await SharedQuestion(patience: patience) { await task.value }.answer()
    }
}
