import Foundation
import Logging
import ServiceLifecycle
import Storage

/// Looks after what the server stands on, for as long as it runs: each second whether the database's files are still
/// those that were opened, and now and then what must be written down again.
struct Lookout: NamedService {
    /// Nil where the database is no file.
    let files: OpenedFiles?
    /// Called with the file that is gone: the server must not answer any more.
    let lost: @Sendable (String) -> Void
    let note: @Sendable () async throws -> Void
    let logger: Logger

    private static let second: Duration = .seconds(1)
    /// Three times within the time that a server's word counts.
    private static let notes: Duration = .seconds(SigningSecrets.lifeSeconds / 3)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await watchFiles() }
                group.addTask { await keepNoting() }
            }
        }
    }

    private func watchFiles() async {
        guard let files else { return }
        while await hasPassed(Self.second) {
            if let name = files.lost { return lost(name) }
        }
    }

    private func keepNoting() async {
        while await hasPassed(Self.notes) {
            do { try await note() } catch { logger.warning("what is noted now and then cannot be: \(error)") }
        }
    }

    /// False where the server stops meanwhile.
    private func hasPassed(_ time: Duration) async -> Bool {
        do { try await Task.sleep(for: time) } catch { return false }
        return !Task.isCancelled
    }
}
