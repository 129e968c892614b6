import Foundation
import Storage

/// Moves a practice from an SQLite file to an empty PostgreSQL database: everything, or nothing where it is broken off.
package struct Copy: Sendable {
    /// What was copied of one table.
    package struct Table: Sendable, Equatable {
        package let name: String
        package let rows: Int
        /// The beginning of the checksum that both sides agreed on, in hexadecimal.
        package let checksum: String
    }

    let path: String
    let target: PostgreSQLOptions

    /// Throws `Refusal` for any other direction.
    package init(from source: DatabaseURL, to target: DatabaseURL) throws {
        guard case .sqlite(let path) = source, case .postgreSQL(let uri) = target else {
            throw Refusal("Only the way from sqlite: to postgres:// is known.", status: 64)
        }
        self.path = path
        var options = PostgreSQLOptions(url: uri)
        options.connections = 1
        // Long statements, each run a few times: there is nothing to keep, and it works behind every pooler.
        options.keepsStatements = false
        // While it writes to a slow disk it takes nothing for a while, and is there all the same.
        options.silenceSeconds = 600
        self.target = options
    }

    /// What was copied, table by table. The source is locked meanwhile, and stays as it is. Throws `Refusal`.
    package func run(now: Date) async throws -> [Table] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Refusal("--from: there is no database at \(path).", status: 74)
        }
        let (lock, source) = try await blaming("--from") {
            let lock = try FileLock(database: path, now: now)
            return (lock, try SQLiteDatabase(path: path, readers: 1, now: { now }))
        }
        defer { withExtendedLifetime(lock) {} }
        let target = PostgreSQLDatabase(target, now: { now })
        let result: Result<[Table], any Error>
        do { result = .success(try await move(from: source, to: target)) } catch {
            result = .failure(error)
        }
        try await target.close()
        try await blaming("--from") { try await source.close() }
        return try result.get()
    }

    private func move(from source: SQLiteDatabase, to target: PostgreSQLDatabase) async throws -> [Table] {
        try await blaming("--from") { try await checkSource(source) }
        return try await blaming("--to") {
            try await target.migrate(Schema.migrations)
            // Alone, as migrations are: a server that starts meanwhile waits for the end, and finds a practice. One
            // transaction, so that what is broken off was never there.
            return try await target.fill { new in
                for table in CopyTable.all where try !table.isEmpty(in: new) {
                    throw Refusal(
                        "--to: the database is not empty: table \(table.name) has rows. Nothing was changed.", status: 1
                    )
                }
                try new.setIndexesAside(of: CopyTable.all)
                let tables = try source.readHere { old in
                    // Links that were made of the tokens' secret until then go on working.
                    if let upgrade = try old.momentOfMigration(Schema.linkSecretsName) {
                        try new.setMoment(upgrade, ofMigration: Schema.linkSecretsName)
                    }
                    return try CopyTable.all.map { try Self.copy($0, from: old, to: new) }
                }
                try new.putIndexesBack()
                return tables
            }
        }
    }

    private func checkSource(_ source: SQLiteDatabase) async throws {
        let missing = try await source.missingMigrations(Schema.migrations)
        guard missing.isEmpty else {
            throw Refusal(
                """
                --from: \(path) is not up to date. DATABASE_URL=sqlite:\(path) informat migrate does: \
                \(missing.joined(separator: ", ")).
                """, status: 1)
        }
        if let complaint = try await source.integrityComplaint() {
            throw Refusal("--from: \(path) is damaged: \(complaint).", status: 74)
        }
    }

    /// Reads back what it wrote, so that the two can be compared as the engines hold them.
    private static func copy(
        _ table: CopyTable, from source: any Transaction, to target: any FillingTransaction
    ) throws -> Table {
        var read = CopyChecksum()
        var written = CopyChecksum()
        do {
            try table.fill(in: target) { add in
                try table.forEachRow(in: source) { row, columns in
                    try read.add(row, columns: columns)
                    try add(row, columns)
                }
            }
            try table.forEachRow(in: target) { row, columns in try written.add(row, columns: columns) }
            try table.continueIDs(of: source, in: target)
        } catch let error as StorageError {
            throw Refusal("Table \(table.name) could not be copied, and nothing was kept. \(error)", status: 74)
        }
        guard read == written else {
            throw Refusal(
                """
                Table \(table.name) came out differently, and nothing was kept: \(read.rows) rows with the checksum \
                \(read.hex) became \(written.rows) rows with \(written.hex).
                """, status: 74)
        }
        return Table(name: "\(table.name)", rows: read.rows, checksum: String(read.hex.prefix(12)))
    }

    /// Says of which database an error tells.
    private func blaming<T>(_ option: String, _ deed: () async throws -> T) async throws -> T {
        do { return try await deed() } catch StorageError.unknownOutcome {
            throw Refusal(
                """
                \(option): \(StorageError.unknownOutcome) Run the same command again: either it copies, or it finds \
                the rows of this time and says that the database is not empty; then everything is there.
                """, status: 74)
        } catch let error as StorageError {
            throw Refusal("\(option): \(error)", status: 74)
        }
    }
}
