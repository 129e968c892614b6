import Domain
import Logging
import ServiceLifecycle

/// Looks each second whether the system has other files of zones, so that new rules count without a restart.
struct ZoneWatch: NamedService {
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if ZoneFolder.system.refresh() {
                    logger.notice("the rules of time zones have changed", metadata: ["release": "\(release)"])
                }
                try? await Task.sleep(for: .seconds(1))  // try? is fine: a stop cuts it short
            }
        }
    }

    private var release: String { ZoneFolder.system.release ?? "unknown" }
}
