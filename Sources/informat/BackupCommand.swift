import App
import ArgumentParser
import Foundation

/// Keeps the database in a file while the server runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the SQLite database into a new file, also while a server runs on it.")

    @OptionGroup var options: SettingOptions
    @Argument(help: "The file to make; it must not exist.") var file: String

    func run() async throws {
        let settings = try options.settings()
        do {
            let backup = try await Backup.make(of: settings.database, to: file)
            let size = (Double(backup.bytes) / 1_000_000).formatted(.number.precision(.fractionLength(1)))
            print(
                """
                \(file): \(backup.bookings) bookings, \(size) MB. Not in it, and to be kept as well: jwt-secret \
                or JWT_SECRET, link-secret or LINK_SECRET, the settings, and templates of your own.
                """)
        } catch let refusal as Refusal {
            try fail(refusal.sentence, code: refusal.status)
        }
    }
}
