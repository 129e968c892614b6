import Foundation

/// One thing that a service asks whoever books it.
package struct IntakeQuestion: Sendable, Equatable {
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case text
        case longText = "long_text"
        case oneOf = "one_of"
        case severalOf = "several_of"
        case yesNo = "yes_no"
        /// A box to tick, for what stands at an address.
        case consent

        package var hasOptions: Bool { self == .oneOf || self == .severalOf }
    }

    /// Of this question among those of its service, for as long as it is asked; none is ever used again.
    package let id: QuestionID
    package let kind: Kind
    package let label: String
    package let hint: String?
    /// What can be chosen; empty but for kinds that have options.
    package let options: [String]
    /// What a consent is given to.
    package let url: String?
    package let isRequired: Bool

    package init(
        id: QuestionID, kind: Kind, label: String, hint: String?, options: [String], url: String?, isRequired: Bool
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.hint = hint
        self.options = options
        self.url = url
        self.isRequired = isRequired
    }

    package static let longestLabel = 500
    package static let longestOption = 200
    package static let mostOptions = 50
    /// Of an answer in one line, and in several.
    package static let longestLine = 500
    package static let longestLines = 2_000
}

package typealias QuestionID = ID<IntakeQuestion>

extension ID: Codable {}

extension IntakeQuestion: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, kind, label, hint, options, url
        case isRequired = "required"
    }

    /// Each member is there, also an empty one: what is stored is what the API shows.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(kind, forKey: .kind)
        try members.encode(label, forKey: .label)
        try members.encode(hint, forKey: .hint)
        try members.encode(options, forKey: .options)
        try members.encode(url, forKey: .url)
        try members.encode(isRequired, forKey: .isRequired)
    }
}

/// What a service asks, in order.
package struct IntakeQuestions: Sendable, Equatable, RawRepresentable {
    package static let most = 20
    package static let none = IntakeQuestions()

    package let all: [IntakeQuestion]
    /// As it is stored and as the API shows it: a JSON array.
    package let rawValue: String

    private init() { (all, rawValue) = ([], "[]") }

    package init(_ questions: [IntakeQuestion]) {
        (all, rawValue) = (questions, StoredJSON.text(questions))
    }

    /// Nil for what is no such array.
    package init?(rawValue json: String) {
        guard json != Self.none.rawValue else {
            self = .none
            return
        }
        guard let questions = StoredJSON.value([IntakeQuestion].self, json) else { return nil }
        (all, rawValue) = (questions, json)
    }

    package subscript(id: QuestionID) -> IntakeQuestion? { all.first { $0.id == id } }
}

/// JSON in a column of text.
enum StoredJSON {
    /// Of texts, whole numbers and flags.
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
            preconditionFailure("texts, whole numbers and flags are JSON, whatever they say: \(error)")
        }
    }

    static func value<Value: Decodable>(_: Value.Type, _ json: String) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(json.utf8))  // try? is fine: whoever asks says what is wrong
    }
}
