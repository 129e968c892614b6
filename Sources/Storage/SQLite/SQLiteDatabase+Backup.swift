import Foundation

extension SQLiteDatabase {
    /// Pages of 4 KiB, 16 MiB in all, after which the disk is waited for.
    package static let pagesPerPart: Int32 = 4_096

    /// Copies the database at `path` into a new file, also while servers write in it, and lets them go first:
    /// everything that was answered before the call is in it, and nothing by halves. The copy is one file, mode 0600,
    /// which SQLite has checked and `examine` has looked at before it gets its name; a backup that fails leaves
    /// nothing. Throws NewFileError where the file cannot be made, StorageError, and whatever `examine` throws.
    package static func backUp<T: Sendable>(
        _ path: String, to file: String, pagesPerPart: Int32 = pagesPerPart,
        afterEachPart: @escaping @Sendable () -> Void = {}, _ examine: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        let source = try SQLiteConnection(reading: path, busyTimeoutSeconds: 5)
        let file = try NewFile(file)
        do {
            let draft = try SQLiteConnection(drafting: file.draft)
            let found = try await aside {
                try source.copyPages(to: draft, pagesPerPart: pagesPerPart) {
                    try file.flush()
                    afterEachPart()
                }
                return try draft.performHere { try look(into: $0, examine) }
            }
            try await draft.close()
            try await source.close()
            try file.publish()
            return found
        } catch {
            file.discard()
            // The source does not grow: it is the disk of the new file.
            if case StorageError.full = error { throw NewFileError(file.path, code: ENOSPC) }
            throw error
        }
    }

    private static func look<T>(
        into session: SQLiteSession, _ examine: (any Transaction) throws -> T
    ) throws -> T {
        // The pages say that a write-ahead log belongs to them. A backup is one file; its first server switches back.
        try session.set("journal_mode", "DELETE", reads: "delete")
        let tx = SQLiteTransaction(session)
        try tx.control("BEGIN DEFERRED")
        defer { tx.rollBackIfOpen() }
        if let complaint = try tx.complaint() { throw StorageError.unavailable("it is damaged: \(complaint)") }
        return try examine(tx)
    }
}
