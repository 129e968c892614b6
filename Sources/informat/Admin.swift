import App
import ArgumentParser
import Domain
import Foundation
import Storage

/// Makes admins from the command line: for the day on which nobody can sign in.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an admin, or make somebody one; take a lost second factor away.",
        subcommands: [Create.self, Promote.self, ResetTOTP.self])

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

extension Admin {
    /// A second factor that is lost.
    struct ResetTOTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-totp",
            abstract: "Take away the second factor of somebody who has lost it; they are told by mail.")

        @OptionGroup var options: SettingOptions
        @Argument(help: "The e-mail address of the account.") var email: String?
        @Flag(name: .long, help: "All of those that cannot be opened, because JWT_SECRET was lost.") var unreadable =
            false

        func validate() throws {
            guard (email != nil) != unreadable else { throw ValidationError("Name an address, or --unreadable.") }
        }

        func run() async throws {
            try await withApp(options) { app in
                if let email {
                    try await app.accounts.resetSecondFactor(email: email)
                    print("\(email) has no second factor any more.")
                } else {
                    let count = try await app.accounts.resetUnreadableSecondFactors()
                    print("\(count) second factor(s) that could not be opened are taken away.")
                }
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
