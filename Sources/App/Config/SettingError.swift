/// A setting that stops the start: the sentence names the setting and never repeats a value.
package struct SettingError: Error, CustomStringConvertible, Equatable {
    /// The setting's name as in the environment, for example `SMTP_URL`; the file's path where the file is at fault.
    package let name: String
    /// What is wrong with it and what would be right.
    package let sentence: String

    package init(_ name: String, _ sentence: String) {
        self.name = name
        self.sentence = sentence
    }

    package var description: String { "\(name): \(sentence)" }
}
