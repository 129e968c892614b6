import Foundation
import Storage

/// A copy of an SQLite database in a file, made while servers run on it.
package struct Backup: Sendable, Equatable {
    package let bookings: Int
    package let bytes: Int

    /// Makes and checks it; `file` exists afterwards only where this returns. Throws `Refusal`.
    package static func make(of database: DatabaseURL, to file: String) async throws -> Backup {
        guard let path = database.path else {
            throw Refusal(
                """
                DATABASE_URL: \(database.shown) is backed up by PostgreSQL's own pg_dump, or by pg_basebackup; \
                docs/OPERATIONS.md says how.
                """, status: 64)
        }
        guard FileManager.default.fileExists(atPath: path) else {
            throw Refusal("DATABASE_URL: there is no database at \(path).", status: 74)
        }
        do {
            let bookings = try await SQLiteDatabase.backUp(path, to: file) { tx in
                guard let bookings = try tx.bookingsOfPractice() else {
                    throw Refusal("DATABASE_URL: \(path) is not the database of a practice.", status: 74)
                }
                return bookings
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            return Backup(bookings: bookings, bytes: (attributes[.size] as? NSNumber)?.intValue ?? 0)
        } catch let error as NewFileError {
            throw Refusal("\(error)", status: 73)
        } catch let error as StorageError {
            throw Refusal("The backup was not made. \(error)", status: 74)
        }
    }
}
