import Domain
import Yams

/// Every sentence that a person reads in a mail, a page or an error, in one language: one file a language.
package struct Catalogue: Sendable {
    /// The language's code, as in the name of its file: `en`.
    package let language: String
    private let sentences: [String: Sentence]

    /// Reads a catalogue from YAML; nested keys are joined by dots (`mail.reminder.subject`).
    package init(yaml: String, language: String = "en") throws {
        guard let node = try Yams.compose(yaml: yaml) else { throw CatalogueError.empty }
        var sentences: [String: String] = [:]
        try Self.collect(node, under: "", into: &sentences)
        self.sentences = sentences.mapValues(Sentence.init)
        self.language = language
    }

    /// Every language that this program speaks: one file each under `language/`.
    private static let all: [String: Catalogue] = {
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

    /// The catalogue for a locale such as `de-CH`, or for the first language of an `Accept-Language` that is spoken
    /// here; English where there is none.
    package static func of(_ locale: String?) -> Catalogue {
        guard let locale, locale.utf8.count <= mostLocaleBytes else { return english }
        for wish in locale.split(separator: ",").prefix(10) {
            let language = wish.prefix { $0.isLetter || $0 == " " }.trimmingPrefix(" ").lowercased()
            if let catalogue = all[language] { return catalogue }
        }
        return english
    }

    /// Bytes of an `Accept-Language` that are read.
    private static let mostLocaleBytes = 1_000

    package var keys: Set<String> { Set(sentences.keys) }

    package func has(_ key: String) -> Bool { sentences[key] != nil }

    /// The sentence with `%{name}` replaced by the arguments; a missing key is a bug that a test looks for.
    package func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
        sentences[key]?.filled(arguments) ?? key
    }

    private static func collect(_ node: Node, under prefix: String, into sentences: inout [String: String]) throws {
        switch node {
        case .scalar(let scalar): sentences[prefix] = scalar.string
        case .mapping(let mapping):
            for (key, value) in mapping {
                let name = key.string ?? ""
                try collect(value, under: prefix.isEmpty ? name : "\(prefix).\(name)", into: &sentences)
            }
        default: throw CatalogueError.notText(prefix)
        }
    }
}

/// Why a catalogue cannot be read.
package enum CatalogueError: Error, Equatable {
    case empty
    case notText(String)
}

extension Catalogue {
    /// What a Problem says apart from its fields.
    func detail(of problem: Problem) -> String {
        if let obstacle = problem.obstacle { return sentence("obstacle.\(obstacle.rawValue)") }
        return sentence("problem.\(problem.code.rawValue).detail", problem.arguments)
    }

    /// A Problem as one sentence with its fields, for pages and the command line.
    package func explanation(of problem: Problem) -> String {
        guard !problem.fields.isEmpty else { return detail(of: problem) }
        return problem.fields.map { field in
            "\(field.name) \(sentence("complaint.\(field.complaint.rawValue)", field.arguments))"
        }.joined(separator: "; ")
    }
}
