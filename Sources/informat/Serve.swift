import App
import ArgumentParser
import Foundation
import Logging
import Storage

/// Serves the API and does the work in the background.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server (this is what happens without a command).")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        Memory.returnsWhatIsFree()
        let settings = try options.settings()
        var logger = makeLogger(settings)
        logger[metadataKey: "version"] = "\(Version.version)"
        let lock: FileLock?
        let app: App
        do {
            try App.makeDataFolder(settings)
            lock = try settings.database.lock(now: Date())
            app = try await App.open(settings, logger: logger)
            for kind in try await app.prepare() { logger.error("\(Self.otherSecret(kind))") }
            let admin = try await app.firstStart.run(
                email: settings.adminEmail, password: settings.adminPassword)
            // Now, because it is said once: the server may yet fail to listen.
            if let admin { Banner.tell(of: admin, at: settings.publicURL) }
        } catch let error as SettingError {
            try fail("\(error)", code: 78)
        } catch let error as StorageError {
            try fail("DATABASE_URL: \(error)", code: 74)
        }
        do {
            try await app.serve(logger: logger, lost: { Self.end(without: $0) }) { port in
                Banner(settings: settings, port: port).print()
            }
        } catch let error as SettingError {
            try fail("\(error)", code: 78)
        }
        withExtendedLifetime(lock) {}
    }

    private static func otherSecret(_ kind: SecretNames.Kind) -> String {
        let (name, refused) =
            switch kind {
            case .tokens: ("JWT_SECRET", "the other's people")
            case .links: ("LINK_SECRET", "the links in the other's mails")
            }
        return """
            \(name): another server on this database signs with a secret that this one does not know, so that each \
            refuses \(refused); set the same one everywhere. Until then this server says that it is not ready.
            """
    }

    /// At once: nothing may be answered any more, and closing would touch files that are somebody else's by now.
    private static func end(without file: String) -> Never {
        let sentence = """
            informat: DATABASE_URL: \(file) was removed or replaced while the server ran on it. It stops at once, \
            because what it goes on writing would be lost; what was written within the last second may be.

            """
        StandardOutput.write(Array(sentence.utf8), to: .standardError)
        _exit(74)
    }
}

extension DatabaseURL {
    /// The lock of an SQLite file, which one server owns; PostgreSQL serves several and needs none.
    func lock(now: Date) throws -> FileLock? {
        try path.map { try FileLock(database: $0, now: now) }
    }
}

/// Ends the program with one sentence.
func fail(_ sentence: String, code: Int32) throws -> Never {
    StandardOutput.write(Array("informat: \(sentence)\n".utf8), to: .standardError)
    throw ExitCode(code)
}
