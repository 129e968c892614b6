/// What a client answered to one question of a service, as it was asked then.
package struct IntakeAnswer: Sendable, Equatable, Decodable {
    /// A text, some of the options, or yes or no.
    package enum Value: Sendable, Equatable {
        case text(String)
        case options([String])
        case flag(Bool)
    }

    package let label: String
    package let kind: IntakeQuestion.Kind
    package let value: Value

    package init(_ question: IntakeQuestion, _ value: Value) {
        label = question.label
        kind = question.kind
        self.value = value
    }

    /// Its members in the order of the API, which no encoder promises.
    fileprivate var json: String {
        let members = [
            ("label", StoredJSON.text(label)), ("kind", StoredJSON.text(kind)), ("value", StoredJSON.text(value)),
        ]
        return "{\(members.map { "\"\($0)\":\($1)" }.joined(separator: ","))}"
    }
}

extension IntakeAnswer.Value: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {  // try? is fine: what is no text is one of the others
            self = .text(text)
        } else if let flag = try? value.decode(Bool.self) {  // try? is fine: what is neither must be a list
            self = .flag(flag)
        } else {
            self = .options(try value.decode([String].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .text(let text): try value.encode(text)
        case .options(let options): try value.encode(options)
        case .flag(let flag): try value.encode(flag)
        }
    }
}

/// The answers that a booking keeps, in the order of their questions. They stay as they are whatever becomes of those.
package struct IntakeAnswers: Sendable, Equatable, RawRepresentable {
    package static let none = IntakeAnswers()

    package let all: [IntakeAnswer]
    /// As it is stored and as the API shows it: a JSON array.
    package let rawValue: String

    private init() { (all, rawValue) = ([], "[]") }

    package init(_ answers: [IntakeAnswer]) {
        (all, rawValue) = (answers, "[\(answers.map(\.json).joined(separator: ","))]")
    }

    /// Nil for what is no such array.
    package init?(rawValue json: String) {
        guard let answers = StoredJSON.value([IntakeAnswer].self, json) else { return nil }
        (all, rawValue) = (answers, json)
    }
}
