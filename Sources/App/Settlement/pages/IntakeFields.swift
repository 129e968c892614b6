import Domain

/// What a service asks, as fields of the last look's form. The page names every question in its order, so that a
/// complaint about an answer finds its field.
struct IntakeFields: PageValues {
    let questions: [Asked]

    /// One question, with the field of its kind.
    struct Asked: PageValues {
        let idName: String
        let questionID: String
        var short: FormField?
        var long: FormArea?
        var picks: FormPicks?
        var agreement: FormAgreement?
    }
}

extension IntakeFields {
    /// Nil where the service asks nothing. `mayStayOpen` says so beside what clients must answer, where who fills it in
    /// need not.
    init?(
        _ questions: IntakeQuestions, _ answers: [TypedAnswer], mayStayOpen: String? = nil, _ failure: FormFailure?,
        _ catalogue: Catalogue
    ) {
        guard !questions.all.isEmpty else { return nil }
        self.questions = questions.all.enumerated().map { row, question in
            let typed = answers.first { $0.questionID == question.id.description }?.values ?? []
            let optional = question.isRequired ? mayStayOpen : catalogue.sentence("page.form.optional")
            return Asked(question, row, typed: typed, optional: optional, failure, catalogue)
        }
    }

    /// What the fields are called.
    static func labels(of questions: IntakeQuestions) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: questions.all.enumerated().map { row, question in
                (TypedAnswer.name(row, "value"), question.label)
            })
    }

    /// Complaints about answers, each at the field where its question stands now: the service may ask in another order
    /// than when the form was shown.
    static func placed(_ problem: Problem, _ answers: [TypedAnswer], _ questions: IntakeQuestions) -> Problem {
        var problem = problem
        problem.fields = problem.fields.map { field in
            guard let path = FieldPath(field.name), path.field == "answers", path.steps.count > 2,
                case .item(let row) = path.steps[1], path.steps[2] == .member("value"),
                answers.indices.contains(row),
                let now = questions.all.firstIndex(where: {
                    $0.id.description == answers[row].questionID
                })
            else { return field }
            return Problem.Field(TypedAnswer.name(now, "value"), field.complaint, field.arguments)
        }
        return problem
    }
}

extension IntakeFields.Asked {
    fileprivate init(
        _ question: IntakeQuestion, _ row: Int, typed: [String], optional: String?, _ failure: FormFailure?,
        _ catalogue: Catalogue
    ) {
        let name = TypedAnswer.name(row, "value")
        idName = TypedAnswer.name(row, "question_id")
        questionID = question.id.description
        let isRequired = optional == nil
        switch question.kind {
        case .text:
            var field = FormField(name, question.label, explanation: question.hint, failure: failure)
            (field.value, field.isRequired, field.optional) = (typed.first ?? "", isRequired, optional)
            short = field
        case .longText:
            var area = FormArea(name, question.label, explanation: question.hint, failure: failure)
            (area.value, area.isRequired, area.optional) = (typed.first ?? "", isRequired, optional)
            area.maximum = IntakeQuestion.longestLines
            long = area
        case .oneOf, .severalOf:
            let options = question.options.map { (value: $0, text: $0) }
            picks = FormPicks(question, name, options, typed, failure, optional)
        case .yesNo:
            let options = [("true", "said_yes"), ("false", "said_no")].map {
                (value: $0.0, text: catalogue.sentence("intake.\($0.1)"))
            }
            picks = FormPicks(question, name, options, typed, failure, optional)
        case .consent:
            agreement = FormAgreement(question, name, typed, failure, optional, catalogue)
        }
    }
}

extension FormPicks {
    fileprivate init(
        _ question: IntakeQuestion, _ name: String, _ options: [(value: String, text: String)], _ typed: [String],
        _ failure: FormFailure?, _ optional: String?
    ) {
        self.init(
            name, question.label, of: options, chosen: typed, takesSeveral: question.kind == .severalOf,
            failure: failure)
        explain(question.hint)
        self.optional = optional
    }
}

/// A box to tick, with a link to what one agrees to, as `pages/agreement` shows it.
struct FormAgreement: PageValues {
    let name: String
    let label: String
    let isChosen: Bool
    let isRequired: Bool
    let explanation: String?
    let error: String?
    let describedBy: String?
    let optional: String?
    /// Where it stands; another window keeps what was typed in this one.
    let reading: NoticePage.Link?

    /// A box that must be ticked.
    init(_ name: String, _ label: String, isChosen: Bool, failure: FormFailure?) {
        (self.name, self.label, self.isChosen, isRequired) = (name, label, isChosen, true)
        (explanation, optional, reading) = (nil, nil, nil)
        error = failure?.about(name)
        describedBy = error.map { _ in "\(name)-error" }
    }

    fileprivate init(
        _ question: IntakeQuestion, _ name: String, _ typed: [String], _ failure: FormFailure?, _ optional: String?,
        _ catalogue: Catalogue
    ) {
        (self.name, label, explanation, self.optional) = (name, question.label, question.hint, optional)
        (isChosen, isRequired) = (typed.first == "true", optional == nil)
        error = failure?.about(name)
        let ids = [explanation.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap(\.self)
        describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
        reading = question.url.map { .init(href: $0, text: catalogue.sentence("page.intake.read")) }
    }
}
