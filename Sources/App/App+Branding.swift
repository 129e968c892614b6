import Logging
import ServiceLifecycle

extension App {
    /// Looks whether another server has changed how the practice shows itself.
    package func lookAtBranding() async throws { try await branding.look(in: database) }
}

/// Looks each second for what another server has changed.
struct BrandingWatch: NamedService {
    let app: App
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await app.lookAtBranding() } catch {
                    logger.debug("the branding cannot be read: \(error)")
                }
                try? await Task.sleep(for: .seconds(1))  // try? is fine: a stop cuts it short
            }
        }
    }
}
