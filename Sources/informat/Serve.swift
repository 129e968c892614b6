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
        let settings = try await options.settings()
        var logger = makeLogger(settings)
        logger[metadataKey: "version"] = "\(Version.version)"
        let lock: FileLock?
        let app: App
        do {
            try App.makeDataFolder(settings)
            lock = try settings.database.lock(now: Date())
            app = try await App.open(settings, logger: logger)
            try await app.prepare()
            let admin = try await app.firstStart.run(
                email: settings.adminEmail, password: settings.adminPassword)
            // Now, because it is said once: the server may yet fail to listen.
            if let admin { Banner.tell(of: admin) }
        } catch let error as SettingError {
            try fail("\(error)", code: 78)
        } catch let error as StorageError {
            try fail("DATABASE_URL: \(error)", code: 74)
        }
        do {
            try await app.serve(logger: logger) { port in
                Banner(settings: settings, port: port).print()
            }
        } catch let error as SettingError {
            try fail("\(error)", code: 78)
        }
        withExtendedLifetime(lock) {}
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
    FileHandle.standardError.write(Data("informat: \(sentence)\n".utf8))
    throw ExitCode(code)
}
