import App
import Foundation
import Peers

/// The engine on which the practices of this run stand: bin/test runs these tests once for each, and says which in
/// INFORMAT_ENGINE.
enum Engine: String {
    case sqlite, postgresql

    static let chosen: Engine = {
        let name = ProcessInfo.processInfo.environment["INFORMAT_ENGINE"] ?? "sqlite"
        guard let engine = Engine(rawValue: name) else { preconditionFailure("INFORMAT_ENGINE is no engine: \(name)") }
        return engine
    }()

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
