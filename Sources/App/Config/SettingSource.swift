import Configuration
import Foundation
import SystemPackage

/// Where settings come from: the environment first, then the file that `--config` names.
package struct SettingSource: Sendable {
    private let reader: ConfigReader

    /// Reads the file once; `required` is true where a person named it, so that its absence is an error.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment, file: String? = nil, required: Bool = false
    ) async throws {
        var providers: [any ConfigProvider] = [EnvironmentVariablesProvider(environmentVariables: environment)]
        if let file {
            guard !required || FileManager.default.fileExists(atPath: file) else {
                throw SettingError("--config", "There is no file “\(file)”.")
            }
            let provider = try await EnvironmentVariablesProvider(
                environmentFilePath: FilePath(file), allowMissing: true)
            providers.append(provider)
        }
        reader = ConfigReader(providers: providers)
    }

    /// The value of a setting without the white space around it; empty means absent.
    package func text(_ name: String) -> String? {
        let key = ConfigKey(name.lowercased().split(separator: "_").map(String.init))
        guard let value = reader.string(forKey: key)?.trimmingCharacters(in: .whitespacesAndNewlines),
            !value.isEmpty
        else { return nil }
        return value
    }

    /// Whether the setting is the first of two words and not the second; nil where it is absent.
    package func isFirst(_ name: String, of first: String, _ second: String) throws -> Bool? {
        guard let text = text(name) else { return nil }
        guard [first, second].contains(text) else {
            throw SettingError(name, "It is \(first) or \(second), not “\(text)”.")
        }
        return text == first
    }

    /// A whole number within `range`; nil where the setting is absent.
    package func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingError(
                name, "“\(text)” is not a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}
