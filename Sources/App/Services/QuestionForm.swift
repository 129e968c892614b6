import Domain

/// How the questions of a service are written: all of them in their order, each new one without an id.
struct QuestionForm {
    /// The service as it was, whose questions keep their ids.
    let service: Service

    private static let fields: Set<String> = ["id", "kind", "label", "hint", "options", "url", "required"]

    /// The questions, and the id that was given last.
    func questions(_ items: [JSONValue], _ field: String) throws -> (IntakeQuestions, last: QuestionID) {
        guard items.count <= IntakeQuestions.most else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(IntakeQuestions.most)"])
        }
        let read = try Form.gather(
            all: items.enumerated().map { index, item in Form.answer { try draft(item, "\(field)[\(index)]") } })
        var (known, last) = (Set<QuestionID>(), service.lastQuestionID)
        let questions = try read.enumerated().map { index, draft in
            let id = draft.id ?? QuestionID(rawValue: last.rawValue + 1)
            last = max(last, id)
            guard known.insert(id).inserted else {
                throw Problem.invalid("\(field)[\(index)].id", .tooMany, ["maximum": "1"])
            }
            return draft.question(id)
        }
        return (IntakeQuestions(questions), last)
    }

    private struct Draft {
        let id: QuestionID?
        let question: (QuestionID) -> IntakeQuestion
    }

    private func draft(_ item: JSONValue, _ place: String) throws -> Draft {
        let form = try Form(try Form.object(item, place), allowed: Self.fields, prefix: place + ".")
        let kinds = form.need("kind", Form.text) { try Form.choice($0, $1, of: IntakeQuestion.Kind.self) }
        let (id, kind, label, hint, options, url, isRequired) = try Form.gather(
            form.may("id", Form.id(QuestionID.self), known), kinds, form.need("label", Form.text, Self.line),
            form.may("hint", Form.text) { try Text.name($0, field: $1, maximum: IntakeQuestion.longestLabel) },
            Self.options(form, of: kinds), Self.url(form, of: kinds), form.may("required", Form.flag))
        return Draft(id: id) { id in
            IntakeQuestion(
                id: id, kind: kind, label: label, hint: hint, options: options, url: url,
                isRequired: isRequired ?? false)
        }
    }

    private func known(_ id: QuestionID, _ field: String) throws -> QuestionID? {
        guard service.questions[id] != nil else { throw Problem.invalid(field, .notFound) }
        return id
    }

    private static func line(_ text: String, _ field: String) throws -> String {
        guard let line = try Text.name(text, field: field, maximum: IntakeQuestion.longestLabel) else {
            throw Problem.invalid(field, .required)
        }
        return line
    }

    /// Some that differ, where one is to choose; elsewhere none.
    private static func options(_ form: Form, of kind: Form.Answer<IntakeQuestion.Kind>) -> Form.Answer<[String]> {
        // A kind that is none has its own complaint, and no options can be judged.
        guard case .success(let kind) = kind else { return .success([]) }
        let most = kind.hasOptions ? IntakeQuestion.mostOptions : 0
        func read(_ items: [JSONValue], _ field: String) throws -> [String] {
            guard items.count <= most else { throw Problem.invalid(field, .tooMany, ["maximum": "\(most)"]) }
            let options = try Form.gather(
                all: items.enumerated().map { index, item in Form.answer { try option(item, "\(field)[\(index)]") } })
            guard Set(options).count == options.count else { throw Problem.invalid(field, .alike) }
            guard !options.isEmpty || !kind.hasOptions else { throw Problem.invalid(field, .required) }
            return options
        }
        guard kind.hasOptions else { return form.may("options", Form.array, read).map { $0 ?? [] } }
        return form.need("options", Form.array, read)
    }

    private static func option(_ item: JSONValue, _ field: String) throws -> String {
        let text = try Form.text(item, field)
        guard let option = try Text.name(text, field: field, maximum: IntakeQuestion.longestOption) else {
            throw Problem.invalid(field, .required)
        }
        return option
    }

    /// What a consent is given to; other kinds have no link.
    private static func url(_ form: Form, of kind: Form.Answer<IntakeQuestion.Kind>) -> Form.Answer<String?> {
        form.may("url", Form.url) { url, field in
            if case .success(let kind) = kind, kind != .consent {
                throw Problem.invalid(field, .notOneOf, ["choices": "null"])
            }
            return url
        }
    }
}
