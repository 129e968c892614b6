import Foundation
import Logging
import Storage

extension App {
    /// Makes the data folder, where it is missing, for its owner alone. Throws `StorageError.unavailable`.
    package static func makeDataFolder(_ settings: Settings) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError.unavailable("the folder “\(settings.dataFolder)” cannot be made")
        }
    }

    /// Opens the database that the settings name, in a folder that is made where it is missing.
    package static func openDatabase(_ settings: Settings) throws -> SQLiteDatabase {
        try makeDataFolder(settings)
        return try SQLiteDatabase(path: settings.databasePath, readers: settings.databaseReaders)
    }

    /// Opens and migrates the database and builds the server on it.
    package static func open(_ settings: Settings, logger: Logger) async throws -> App {
        let world = World.real(settings)
        let database = try openDatabase(settings)
        _ = try await database.migrate(Schema.migrations, now: world.now())
        return try await App(settings, database: database, world: world, logger: logger)
    }

    /// What the only server of a database does before it begins: frees what a killed one had claimed, and plans the
    /// housekeeping.
    package func prepare() async throws {
        let now = accounts.now()
        try await database.write { tx in
            try tx.freeAllLeases()
            try Housekeeping.plan(now: now, in: tx)
        }
    }
}
