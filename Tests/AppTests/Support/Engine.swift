import App
import Foundation
import Peers
import Storage

/// The engine on which the practices of this run stand: bin/test runs these tests once for each, and says which in
/// INFORMAT_ENGINE.
enum Engine: String {
    case sqlite, postgresql

    static let chosen: Engine = {
        let name = ProcessInfo.processInfo.environment["INFORMAT_ENGINE"] ?? "sqlite"
        guard let engine = Engine(rawValue: name) else { preconditionFailure("INFORMAT_ENGINE is no engine: \(name)") }
        return engine
    }()

    /// Opens the database that the settings name as a server does, but with long waits.
    static func open(_ settings: Settings, now: @escaping @Sendable () -> Date) throws -> any Database {
        switch settings.database {
        case .sqlite(let path):
            try App.makeDataFolder(settings)
            let seconds = Double(longWaitSeconds)
            return try SQLiteDatabase(
                path: path, readers: settings.databasePool ?? 4, now: now, busyTimeoutSeconds: seconds,
                longReadSeconds: seconds, longPatienceSeconds: seconds)
        case .postgreSQL(let uri):
            var options = PostgreSQLOptions(url: uri)
            if let connections = settings.databasePool { options.connections = connections }
            options.keepsStatements = settings.databaseKeepsStatements
            options.waitLong()
            return PostgreSQLDatabase(options, now: now)
        }
    }

    /// An empty place for a database: a file in the folder, or a schema of its name.
    func place(_ folder: String) async throws -> DatabaseURL {
        switch self {
        case .sqlite: return .sqlite(path: folder + "/informat.sqlite")
        case .postgresql:
            let name = URL(filePath: folder).lastPathComponent
            return .postgreSQL(uri: try await PostgreSQLPlace.url(schema: name))
        }
    }
}
