import App
import ArgumentParser
import Domain
import Foundation
import Storage

/// Makes admins from the command line: for the day on which nobody can sign in.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an admin, or make somebody one.", subcommands: [Create.self, Promote.self])

    /// A new account that runs the practice.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new admin; the password is read from ADMIN_PASSWORD, or made and printed.")

        @OptionGroup var options: SettingOptions
        @Argument(help: "The e-mail address to sign in with.") var email: String
        @Flag(name: .long, help: "The admin also gives consultations.") var host = false

        func run() async throws {
            try await withApp(options) { app in
                let made = try await app.createAdmin(email: email, password: app.settings.adminPassword, isHost: host)
                print("admin      \(made.email)")
                if let password = made.password { print("password   \(password)   (shown this once; keep it)") }
            }
        }
    }

    /// An account that exists already.
    struct Promote: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make an existing account an admin.")

        @OptionGroup var options: SettingOptions
        @Argument(help: "The e-mail address of the account.") var email: String

        func run() async throws {
            try await withApp(options) { app in
                try await app.promoteAdmin(email: email)
                print("\(email) is an admin now.")
            }
        }
    }
}

/// Runs `body` with the product on its database; a Problem ends the program with its sentence.
func withApp(_ options: SettingOptions, _ body: (App) async throws -> Void) async throws {
    let settings = try options.settings()
    let app: App
    do { app = try await App.open(settings, logger: makeLogger(settings)) } catch let error as SettingError {
        try fail("\(error)", code: 78)
    } catch let error as StorageError {
        try fail("DATABASE_URL: \(error)", code: 74)
    }
    do { try await body(app) } catch let problem as Problem {
        try fail(Catalogue.english.explanation(of: problem), code: 1)
    }
    try await app.database.close()
}
