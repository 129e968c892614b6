import Domain
import Yams

/// Every sentence that a person reads in a mail, a page or an error, in one language: one file a language.
package struct Catalogue: Sendable {
    private let sentences: [String: String]

    /// Reads a catalogue from YAML; nested keys are joined by dots (`mail.reminder.subject`).
    package init(yaml: String) throws {
        guard let node = try Yams.compose(yaml: yaml) else { throw CatalogueError.empty }
        var sentences: [String: String] = [:]
        try Self.collect(node, under: "", into: &sentences)
        self.sentences = sentences
    }

    /// The languages that this program speaks, by the first part of a locale.
    package static let english: Catalogue = {
        do { return try Catalogue(yaml: EmbeddedFile.text("language/en.yaml")) } catch {
            preconditionFailure("the English catalogue is compiled in and tested: \(error)")
        }
    }()

    package var keys: Set<String> { Set(sentences.keys) }

    package func has(_ key: String) -> Bool { sentences[key] != nil }

    /// The sentence with `%{name}` replaced by the arguments; a missing key is a bug that a test looks for.
    package func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
        guard var sentence = sentences[key] else { return key }
        for (name, value) in arguments where sentence.contains("%{") {
            sentence = sentence.replacing("%{\(name)}", with: value)
        }
        return sentence
    }

    /// All sentences under a prefix, by the rest of their keys.
    package func sentences(under prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (key, sentence) in sentences where key.hasPrefix(prefix + ".") {
            found[String(key.dropFirst(prefix.count + 1))] = sentence
        }
        return found
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
    /// A Problem as one sentence with its fields, for pages and the command line.
    package func explanation(of problem: Problem) -> String {
        guard !problem.fields.isEmpty else {
            return sentence("problem.\(problem.code.rawValue).detail", problem.arguments)
        }
        return problem.fields.map { field in
            "\(field.name) \(sentence("complaint.\(field.complaint.rawValue)", field.arguments))"
        }.joined(separator: "; ")
    }
}
