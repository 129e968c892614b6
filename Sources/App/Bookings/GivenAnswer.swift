import Domain

/// An answer as it was sent, before anybody has compared it with its question.
struct GivenAnswer: Sendable {
    let questionID: QuestionID
    let value: JSONValue
    /// Where it stands, for complaints: `answers[2]`.
    let place: String

    /// The same for the same answer, and another for any other, by JSON or by a page.
    var hashed: String { "\(questionID)\(Self.hashed(value))" }

    private static func hashed(_ value: JSONValue) -> String {
        switch value {
        case .flag(let flag): "?\(flag)"
        case .text(let text), .typed(let text): "=\(text.utf8.count):\(text)"
        case .array(let items): "[\(items.map(hashed).joined())]"
        case .number(let number): "#\(number)"
        case .null, .object: "-"
        }
    }
}

/// How answers are read (`answers: [{question_id, value}]`), and compared with what a service asks.
enum AnswerForm {
    static func answers(_ items: [JSONValue], _ field: String) throws -> [GivenAnswer] {
        guard items.count <= IntakeQuestions.most else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(IntakeQuestions.most)"])
        }
        return try Form.gather(
            all: items.enumerated().map { index, item in
                Form.answer {
                    let place = "\(field)[\(index)]"
                    let form = try Form(
                        try Form.object(item, place), allowed: ["question_id", "value"], prefix: place + ".")
                    let question = try Form.gather(form.need("question_id", Form.id(QuestionID.self)))
                    return GivenAnswer(questionID: question, value: form.fields["value"] ?? .null, place: place)
                }
            })
    }

    /// What a booking keeps. Throws `validation_failed` that names each answer which does not fit its question, and
    /// `answers` for questions left open that must be answered. `mayLeaveOpen`: who books for somebody else may not
    /// know.
    static func checked(
        _ given: [GivenAnswer], against questions: IntakeQuestions, mayLeaveOpen: Bool
    ) throws -> IntakeAnswers {
        var values: [QuestionID: IntakeAnswer.Value] = [:]
        var known: Set<QuestionID> = []
        let read = given.map { answer in
            Form.answer { () -> Void in
                let field = answer.place + ".question_id"
                guard let question = questions[answer.questionID] else { throw Problem.invalid(field, .notFound) }
                guard known.insert(question.id).inserted else {
                    throw Problem.invalid(field, .tooMany, ["maximum": "1"])
                }
                values[question.id] = try value(answer, of: question, mayLeaveOpen: mayLeaveOpen)
            }
        }
        let open = questions.all.filter { $0.isRequired && !mayLeaveOpen && !known.contains($0.id) }
        let missing = open.map { question in
            Form.Answer<Void>.failure(.invalid("answers", .unanswered, ["question": question.label]))
        }
        _ = try Form.gather(all: read + missing)
        return IntakeAnswers(
            questions.all.compactMap { question in values[question.id].map { IntakeAnswer(question, $0) } })
    }

    /// Nil for what was left open.
    private static func value(
        _ answer: GivenAnswer, of question: IntakeQuestion, mayLeaveOpen: Bool
    ) throws -> IntakeAnswer.Value? {
        let field = answer.place + ".value"
        let value = try answer.value.isMissing ? nil : value(answer.value, field, of: question)
        // A consent that must be given is not answered by no.
        let isOpen = value == nil || question.kind == .consent && value == .flag(false)
        guard !isOpen || !question.isRequired || mayLeaveOpen else { throw Problem.invalid(field, .required) }
        return value
    }

    private static func value(
        _ value: JSONValue, _ field: String, of question: IntakeQuestion
    ) throws -> IntakeAnswer.Value? {
        switch question.kind {
        case .text:
            try Text.name(try Form.text(value, field), field: field, maximum: IntakeQuestion.longestLine)
                .map { .text($0) }
        case .longText:
            try Text.paragraph(try Form.text(value, field), field: field, maximum: IntakeQuestion.longestLines)
                .map { .text($0) }
        case .oneOf: .text(try option(value, field, of: question))
        case .severalOf: try options(value, field, of: question)
        case .yesNo, .consent: .flag(try Form.flag(value, field))
        }
    }

    private static func option(_ value: JSONValue, _ field: String, of question: IntakeQuestion) throws -> String {
        let text = try Form.text(value, field)
        guard question.options.contains(text) else {
            throw Problem.invalid(field, .notOneOf, ["choices": question.options.joined(separator: ", ")])
        }
        return text
    }

    /// Each once, in the order in which they are offered.
    private static func options(
        _ value: JSONValue, _ field: String, of question: IntakeQuestion
    ) throws -> IntakeAnswer.Value? {
        let items = try Form.array(value, field)
        guard items.count <= question.options.count else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(question.options.count)"])
        }
        let chosen = try Form.gather(
            all: items.enumerated().map { index, item in
                Form.answer { try option(item, "\(field)[\(index)]", of: question) }
            })
        return chosen.isEmpty ? nil : .options(question.options.filter(chosen.contains))
    }
}
