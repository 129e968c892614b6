import App
import Foundation
import Storage

/// An SQLite database with all tables and nothing in them. It is made once and copied for each practice, because to
/// make the tables takes longer than what most tests are about.
enum EmptyFile {
    private static let bytes = Task { try await make() }

    static func copy(to path: String) async throws {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: try await bytes.value, attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func make() async throws -> Data {
        let path = NSTemporaryDirectory() + "informat-test-\(UUID().uuidString).sqlite"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let database = try SQLiteDatabase(path: path, now: { Practice.monday })
        try await database.write(.alone) { try $0.makeTables() }
        // Which also folds the write-ahead log into the file.
        try await database.close()
        return try Data(contentsOf: URL(filePath: path))
    }
}

extension Transaction {
    /// Applies the migrations that are missing, all in one transaction: that takes a third of the time that `migrate`
    /// takes for each of its own.
    func makeTables() throws {
        try makeMigrationsTable()
        for migration in Schema.migrations { try apply(migration) }
    }
}
