import App
import ArgumentParser
import Foundation
import Storage

/// Brings the database to the form that this release needs.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database up to date; serve does the same at its start.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try options.settings()
        do {
            let database = try App.openDatabase(settings, now: World.clock)
            let done = try await database.migrate(Schema.migrations)
            print(done.isEmpty ? "The database is up to date." : "Done: \(done.joined(separator: ", ")).")
            try await database.close()
        } catch let error as StorageError {
            try fail("DATABASE_URL: \(error)", code: 74)
        }
    }
}
