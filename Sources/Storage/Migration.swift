import Foundation

/// A named change of the schema. A list of migrations only ever grows at its end, and what was released is not changed.
package struct Migration: Sendable {
    package let name: String
    package let steps: [SQL]

    package init(name: String, steps: [SQL]) {
        self.name = name
        self.steps = steps
    }
}

extension Database {
    /// Applies the migrations that are missing, each in its own transaction, and returns the names that this call
    /// applied; those of a new database in one, because a commit waits for the disk. Two programs may start at once:
    /// each migration is applied by one of them. Throws StorageError.newerDatabase, with nothing changed, when the
    /// database has a migration that is not in the list.
    @discardableResult
    package func migrate(_ migrations: [Migration]) async throws -> [String] {
        let known = Set(migrations.map(\.name))
        precondition(known.count == migrations.count, "two migrations have one name")
        let isNewDatabase = try await write(.alone) { tx in
            try tx.makeMigrationsTable()
            try tx.refuseUnknownMigrations(known)
            return try !tx.exists("SELECT 1 FROM migrations LIMIT 1")
        }
        var applied: [String] = []
        for together in isNewDatabase ? [migrations] : migrations.map({ [$0] }) {
            applied += try await write(.alone) { tx in
                // Looked at again each time: another program may have migrated since.
                try tx.refuseUnknownMigrations(known)
                return try together.filter { try tx.apply($0) }.map(\.name)
            }
        }
        return applied
    }
}

extension Database {
    /// Names of the migrations that `migrate` would apply; changes nothing. Throws StorageError.newerDatabase as that
    /// does.
    package func missingMigrations(_ migrations: [Migration]) async throws -> [String] {
        let names = migrations.map(\.name)
        let applied: [String]
        do {
            applied = try await read { tx in
                try tx.refuseUnknownMigrations(Set(names))
                return try tx.rows("SELECT name FROM migrations") { try $0.text(0) }
            }
        } catch StorageError.refused {
            // The table is not there, so nothing was ever applied. No text that asks for a table suits every engine.
            applied = []
        }
        return names.filter { !applied.contains($0) }
    }
}

extension Transaction {
    /// Where there is none yet.
    package func makeMigrationsTable() throws {
        try run("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)")
    }

    /// When a migration was applied; nil where it was not.
    package func momentOfMigration(_ name: String) throws -> Date? {
        try row("SELECT applied_at FROM migrations WHERE name = \(name)") { try $0.date(0) }
    }

    /// Says of a migration that it was applied at another moment: for a database that takes over another one's rows.
    package func setMoment(_ moment: Date, ofMigration name: String) throws {
        try run("UPDATE migrations SET applied_at = \(moment) WHERE name = \(name)")
    }

    fileprivate func refuseUnknownMigrations(_ known: Set<String>) throws {
        let names = try rows("SELECT name FROM migrations ORDER BY applied_at, name") { try $0.text(0) }
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw StorageError.newerDatabase(migration: unknown)
        }
    }

    /// False when it was applied before. The row is inserted first, so that of two programs one does the steps.
    @discardableResult
    package func apply(_ migration: Migration) throws -> Bool {
        let inserted = try run(
            "INSERT INTO migrations (name, applied_at) VALUES (\(migration.name), \(now)) ON CONFLICT DO NOTHING")
        guard inserted == 1 else { return false }
        for step in migration.steps { try run(step) }
        return true
    }
}
