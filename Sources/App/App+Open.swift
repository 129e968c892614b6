import Foundation
import Logging
import Storage

extension App {
    /// Makes the data folder, where something is to be kept in it and it is missing, for its owner alone. Throws
    /// `StorageError.unavailable`.
    package static func makeDataFolder(_ settings: Settings) throws {
        guard settings.database.path != nil || settings.jwtSecret == nil else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: settings.dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError.unavailable("the folder “\(settings.dataFolder)” cannot be made")
        }
    }

    /// Opens the database that the settings name, for transactions by that clock; an SQLite file, and the data folder,
    /// are made where they are missing.
    package static func openDatabase(_ settings: Settings, now: @escaping @Sendable () -> Date) throws -> any Database {
        switch settings.database {
        case .sqlite(let path):
            try makeDataFolder(settings)
            return try SQLiteDatabase(path: path, readers: settings.databasePool ?? 4, now: now)
        case .postgreSQL(let uri):
            var options = PostgreSQLOptions(url: uri)
            if let connections = settings.databasePool { options.connections = connections }
            options.keepsStatements = settings.databaseKeepsStatements
            return PostgreSQLDatabase(options, now: now)
        }
    }

    /// Opens and migrates the database and builds the server on it.
    package static func open(_ settings: Settings, logger: Logger) async throws -> App {
        let world = World.real(settings)
        try makeDataFolder(settings)
        let database = try openDatabase(settings, now: world.now)
        _ = try await database.migrate(Schema.migrations)
        return try await App(settings, database: database, world: world, logger: logger)
    }

    /// What a server does before it begins: plans the housekeeping, and where it is the only one, as with SQLite, frees
    /// what a killed one had claimed. Of several servers each would free what the others have in hand. Returns
    /// the kinds of its secrets that servers which run already do not know.
    @discardableResult
    package func prepare() async throws -> [SecretNames.Kind] {
        try await lookAtBranding()
        try await accounts.resealSecondFactors()
        try await settlement.bookings.outside.resealAddresses()
        let isAlone = settings.database.path != nil
        return try await database.write { [secrets, storedEnds] tx in
            if isAlone {
                try tx.freeAllLeases()
                try tx.forgetAllSecrets()
            }
            try Housekeeping.plan(in: tx)
            try storedEnds.apply(in: tx)
            try tx.noteSecrets(secrets)
            return try tx.differences(from: secrets)
        }
    }

    /// What a server does again and again while it runs.
    package func noteAgain() async throws {
        try await database.write(.readCommitted) { [secrets, storedEnds] tx in
            try storedEnds.apply(in: tx)
            try tx.noteSecrets(secrets)
        }
    }
}
