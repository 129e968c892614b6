import App
import Foundation
import Storage

/// A practice of an earlier release, as that release wrote it on each engine, brought up to date by this one.
///
/// Tests/Practices holds it as SQL, and beside it what that release answered. Its people have the password of
/// `Practice`, and its `JWT_SECRET` is that of `Practice`.
final class KeptPractice: Sendable {
    let practice: Practice
    /// The migrations that this release added.
    let applied: [String]
    private let folder: String

    /// With the rows of one more file, `name.more.sql`, and a Stripe, where they are named.
    static func open(
        _ name: String, at start: Date, more: String? = nil, stripe: FakeStripe? = nil
    ) async throws -> KeptPractice {
        let folder = NSTemporaryDirectory() + "informat-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var settings = try Settings()
        settings.database = try await Engine.chosen.place(folder)
        settings.databasePool = 1
        let database = try Engine.open(settings, now: { start })
        let files = [Engine.chosen.rawValue] + (more.map { [$0] } ?? [])
        let statements = try files.flatMap { try Self.statements(text("\(name).\($0).sql")) }
        try await database.write(.alone) { tx in
            for statement in statements {
                // What PostgreSQL's dump sets its sequences by.
                if statement.hasPrefix("SELECT") {
                    _ = try tx.row(SQL(stringLiteral: statement)) { try $0.int(0) }
                } else {
                    try tx.run(SQL(stringLiteral: statement))
                }
            }
        }
        let applied = try await database.migrate(Schema.migrations)
        try await database.close()
        let practice = try await Practice.openEmpty(at: start, stripe: stripe) {
            $0.database = settings.database
            $0.tokenMinutes = 60 * 24
        }
        return KeptPractice(practice, applied, folder)
    }

    private init(_ practice: Practice, _ applied: [String], _ folder: String) {
        self.practice = practice
        self.applied = applied
        self.folder = folder
    }

    deinit {
        let folder = folder
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A file of Tests/Practices.
    static func text(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized
        return try String(contentsOf: root.appending(path: "Practices/\(name)"), encoding: .utf8)
    }

    /// Each ends with a semicolon at the end of its line; lines that begin with `--` are comments.
    private static func statements(_ text: String) throws -> [String] {
        text.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
            .components(separatedBy: ";\n").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: ";\n ")) }
            .filter { !$0.isEmpty }
    }
}
