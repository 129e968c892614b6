import Domain
import Foundation
import Yams

/// Every sentence that a person reads in a mail, a page or an error, in one language: one file a language.
package struct Catalogue: Sendable {
    /// The language's code, as in the name of its file: `en`.
    package let language: String
    /// Where the reader is: instants within sentences are told in its time.
    var zone = Zone.utc
    private let phrases: [String: Phrase]
    let dates: DateWords

    /// Reads a catalogue from YAML; nested keys are joined by dots (`mail.reminder.subject`).
    package init(yaml: String, language: String = "en") throws {
        guard let node = try Yams.compose(yaml: yaml) else { throw CatalogueError.empty }
        var phrases: [String: Phrase] = [:]
        try Self.collect(node, under: "", PluralRule.of(language), into: &phrases)
        self.phrases = phrases
        self.language = language
        dates = DateWords { key in phrases[key]?.plain ?? key }
    }

    /// Every language that this program speaks, by its code: one file each under `language/`.
    package static let all: [String: Catalogue] = {
        var all: [String: Catalogue] = [:]
        for file in EmbeddedFile.names where file.hasPrefix("language/") {
            let language = String(file.dropFirst("language/".count).dropLast(".yaml".count))
            do { all[language] = try Catalogue(yaml: EmbeddedFile.text(file), language: language) } catch {
                preconditionFailure("the catalogue \(file) is compiled in and tested: \(error)")
            }
        }
        return all
    }()

    package static let english: Catalogue = {
        guard let english = all["en"] else { preconditionFailure("English is the language of last resort") }
        return english
    }()

    /// `rtl` where the language is read from right to left, else nil.
    package var direction: String? {
        let direction = sentence("language.direction")
        return direction == "rtl" ? direction : nil
    }

    package var keys: Set<String> { Set(phrases.keys) }

    package func has(_ key: String) -> Bool { phrases[key] != nil }

    /// The phrase behind a key, with its gaps and forms; nil where there is none.
    package func phrase(_ key: String) -> Phrase? { phrases[key] }

    /// The sentence with `%{name}` replaced by the arguments; a missing key is a bug that a test looks for.
    package func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
        phrases[key]?.sentence(arguments).filled(arguments, moment: moment) ?? key
    }

    /// The same of a phrase without forms and moments, which is asked gap by gap: for the words of dates, of which a
    /// page says so many that a dictionary for each would be most of what they cost.
    func sentence(_ key: String, by text: (String) -> String?) -> String { phrases[key]?.filled(by: text) ?? key }

    /// An instant of an argument, `2026-01-05T09:00:00Z`, in words; as it is where it is none.
    private func moment(_ text: String) -> String {
        guard let instant = try? Date(text, strategy: .iso8601) else { return text }  // try? is fine: see above
        return DateText(catalogue: self, zone: zone).moment(instant)
    }

    private static func collect(
        _ node: Node, under prefix: String, _ rule: PluralRule, into phrases: inout [String: Phrase]
    ) throws {
        switch node {
        case .scalar(let scalar): phrases[prefix] = Phrase(Sentence(scalar.string))
        case .mapping(let mapping):
            if let by = mapping["by"]?.string {
                let forms = mapping.filter { $0.key.string != "by" }.map {
                    ($0.key.string ?? "", $0.value.string ?? "")
                }
                guard let phrase = Phrase(forms, by: by, rule) else { throw CatalogueError.notPlural(prefix) }
                phrases[prefix] = phrase
                return
            }
            for (key, value) in mapping {
                let name = key.string ?? ""
                try collect(value, under: prefix.isEmpty ? name : "\(prefix).\(name)", rule, into: &phrases)
            }
        default: throw CatalogueError.notText(prefix)
        }
    }
}

/// Why a catalogue cannot be read.
package enum CatalogueError: Error, Equatable {
    case empty
    case notText(String)
    /// The forms of a phrase are not those that its language needs.
    case notPlural(String)
}
