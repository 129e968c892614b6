import App
import ArgumentParser
import Foundation

/// Says what is wrong with the settings and the surroundings.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check settings, database, mail, meetings and zone rules, one line each.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try options.settings()
        let findings = await Doctor(settings: settings).findings()
        for finding in findings {
            let grade = finding.grade.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0)
            print("\(grade) \(finding.subject): \(finding.sentence)")
        }
        if findings.contains(where: { $0.grade == .wrong }) { throw ExitCode(1) }
    }
}
