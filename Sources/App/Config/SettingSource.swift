import Foundation

/// Where settings come from: the environment first, then the file that `--config` names.
package struct SettingSource: Sendable {
    /// No practice has a tenth of it; a device that never ends is refused.
    private static let largestFile = 256 * 1024

    private let environment: [String: String]
    private let file: [String: String]

    /// Reads the file once; `required` is true where a person named it, so that its absence is an error. Throws
    /// `SettingError` for a file that cannot be read wholly, and for one that names what is no setting.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment, file: String? = nil, required: Bool = false
    ) throws {
        self.environment = environment
        self.file = try file.map { try Self.read($0, required: required) } ?? [:]
    }

    /// Variables that are nearly settings, each with the one that may be meant. The environment is everybody's, so they
    /// are no error.
    package var doubts: [String] {
        environment.keys.sorted().compactMap { name in
            guard name.utf8.count >= 6, !SettingNames.contains(name) else { return nil }
            return SettingNames.nearest(to: name).map { "\(name) is not a setting. Is \($0) meant?" }
        }
    }

    /// The value of a setting without the white space around it; empty means absent.
    package func text(_ name: String) -> String? {
        precondition(SettingNames.contains(name), "\(name) is read, but SettingNames does not list it")
        let value = (environment[name] ?? file[name])?.trimmingCharacters(in: .whitespacesAndNewlines)
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether the setting is the first of two words and not the second; nil where it is absent.
    package func isFirst(_ name: String, of first: String, _ second: String) throws -> Bool? {
        guard let text = text(name) else { return nil }
        guard [first, second].contains(text) else { throw SettingError(name, "It is \(first) or \(second).") }
        return text == first
    }

    /// One word of a list; nil where the setting is absent.
    package func word<Word: RawRepresentable & CaseIterable>(_ name: String) throws -> Word?
    where Word.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw SettingError(name, "It is one of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return word
    }

    /// A whole number within `range`; nil where the setting is absent.
    package func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingError(name, "It is a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

extension SettingSource {
    private static func read(_ path: String, required: Bool) throws -> [String: String] {
        guard FileManager.default.fileExists(atPath: path) else {
            if required { throw SettingError("--config", "There is no file “\(path)”.") }
            return [:]
        }
        // By FileHandle, so that a pipe can be named too.
        let bytes: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            bytes = try handle.read(upToCount: largestFile + 1) ?? Data()
        } catch { throw SettingError(path, "The file cannot be read.") }
        guard bytes.count <= largestFile else {
            throw SettingError(path, "The file is larger than \(largestFile / 1024) KiB.")
        }
        let entries = try SettingFile(Array(bytes), path: path).entries
        try refuseUnknown(entries, path)
        try refuseTwice(entries, path)
        return Dictionary(entries.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// A misspelt setting would be without effect, and nobody would know why.
    private static func refuseUnknown(_ entries: [SettingFile.Entry], _ path: String) throws {
        let unknown = entries.filter { !SettingNames.contains($0.name) }
        guard !unknown.isEmpty else { return }
        let sentences = unknown.prefix(10).map { entry in
            let near = SettingNames.nearest(to: entry.name)
            let shown = near != nil || isLikeName(entry.name) ? "“\(entry.name)” in line" : "What stands in line"
            return "\(shown) \(entry.line) is not a setting" + (near.map { "; is \($0) meant?" } ?? ".")
        }
        throw SettingError(path, sentences.joined(separator: " "))
    }

    /// Whether an unknown name can be shown: the second line of a secret may look like one too.
    private static func isLikeName(_ name: String) -> Bool {
        name.utf8.count <= 40 && name.wholeMatch(of: /[A-Z]{2,}(_[A-Z0-9]+)*/) != nil
    }

    private static func refuseTwice(_ entries: [SettingFile.Entry], _ path: String) throws {
        for (name, all) in Dictionary(grouping: entries, by: \.name).sorted(by: { $0.value[0].line < $1.value[0].line })
        where all.count > 1 {
            throw SettingError(path, "\(name) is set twice, in lines \(all[0].line) and \(all[1].line).")
        }
    }
}
