import App
import ArgumentParser
import Foundation
import Logging

/// The command line.
@main
struct Informat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "informat",
        abstract: "Self-hosted booking for paid video consultations.",
        discussion: """
            Without a command it serves. Settings come from the environment and from a file (informat.env, or the \
            one that --config names); docs/SETTINGS.md lists them.
            """,
        version: Version.version,
        subcommands: [
            Serve.self, Migrate.self, Admin.self, DemoCommand.self, DoctorCommand.self, BackupCommand.self,
            CopyCommand.self,
            BenchStorage.self,
        ],
        defaultSubcommand: Serve.self)
}

/// Options that every command knows.
struct SettingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "A file with settings, one NAME=value a line; the environment wins. (default: informat.env, if it exists)"
    )
    var config: String?

    /// Where settings are read from.
    private func source() throws -> SettingSource {
        try SettingSource(file: config ?? "informat.env", required: config != nil)
    }

    /// The settings, or a clear end with status 78 (EX_CONFIG) where one is wrong.
    func settings() throws -> Settings {
        do {
            let source = try source()
            for doubt in source.doubts { tell(doubt) }
            return try Settings(from: source)
        } catch let error as SettingError {
            tell("\(error)")
            throw ExitCode(78)
        }
    }

    private func tell(_ sentence: String) {
        StandardOutput.write(Array("informat: \(sentence)\n".utf8), to: .standardError)
    }
}

/// A logger that writes to standard error, at the level of the settings.
func makeLogger(_ settings: Settings) -> Logger {
    var logger = Logger(label: "informat") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
    return logger
}
