import Storage
import Synchronization

/// The branding as every page and mail of this server has it, from memory. Each second the server looks whether another
/// one has changed it.
final class PresentBranding: Sendable {
    // A lock, because pages are made on many threads and a look comes from another.
    private let memory = Mutex(Branding())

    var now: Branding { memory.withLock { $0 } }

    func take(_ branding: Branding) {
        memory.withLock { if branding.version > $0.version { $0 = branding } }
    }

    /// Reads the version, and the rest where that is another.
    func look(in database: any Database) async throws {
        let known = now.version
        let found = try await database.read { tx in
            try tx.brandingVersion() == known ? nil : try tx.branding()
        }
        // Also an older one: a backup may have been restored.
        if let found { memory.withLock { $0 = found } }
    }
}
