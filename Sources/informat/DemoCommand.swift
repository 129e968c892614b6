import App
import ArgumentParser

/// Fills an empty database with a believable practice.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill an empty database with 2 hosts, 3 services and 40 bookings, to look at.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await withApp(options) { app in
            try await Demo(app: app).fill()
            print("The practice is filled. Everybody's password is “\(Demo.password)”:")
            print(
                "  anna.berg@example.com (admin, host), david.lind@example.com (host), mia.schmidt@example.com (client)"
            )
        }
    }
}
