import App
import ArgumentParser
import Foundation

/// Moves the practice to another engine.
struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy everything from an SQLite file to an empty PostgreSQL database.",
        discussion: """
            The server on the file must be stopped. It is one transaction: a copy that is broken off leaves nothing, \
            and is simply begun again. A password need not be on the command line: libpq also reads PGPASSWORD and \
            ~/.pgpass.
            """)

    @Option(help: "sqlite:data/informat.sqlite") var from: String
    @Option(help: "postgres://user@host:5432/informat") var to: String

    func run() async throws {
        do {
            let source = try DatabaseURL(from, of: "--from")
            let target = try DatabaseURL(to, of: "--to")
            let tables = try await Copy(from: source, to: target).run(now: Date())
            for table in tables { print(line(table)) }
            print(ending(source, target, rows: tables.reduce(0) { $0 + $1.rows }))
        } catch let error as SettingError {
            try fail("\(error)", code: 64)
        } catch let refusal as Refusal {
            try fail(refusal.sentence, code: refusal.status)
        }
    }

    private func line(_ table: Copy.Table) -> String {
        let name = table.name.padding(toLength: 20, withPad: " ", startingAt: 0)
        let rows = String(table.rows)
        return "\(name) \(String(repeating: " ", count: max(0, 9 - rows.count)))\(rows) rows   \(table.checksum)"
    }

    private func ending(_ source: DatabaseURL, _ target: DatabaseURL, rows: Int) -> String {
        let folder = ((source.path ?? "") as NSString).deletingLastPathComponent
        return """
            Copied \(rows) rows to \(target.shown); each table was compared by its checksum.
            Next: on every server set DATABASE_URL to it, and JWT_SECRET and LINK_SECRET to what is in jwt-secret and \
            link-secret in \(folder.isEmpty ? "." : folder), unless you set them already: with other ones everybody is \
            logged out, and links in mails end. Keep \(source.shown) until you are sure, and start no server on it.
            """
    }
}
