import Domain
import Foundation

/// What goes along from the chosen time to the booking: which time it is, and what was typed for it so far.
struct CheckoutDraft: Sendable {
    let slug: String
    var start: Date
    /// As it was typed; read only when it is booked.
    var notes: String = ""
    /// What was answered to the service's questions, as it was typed; also those left open, which a form names too.
    var answers: [TypedAnswer] = []
    /// Whether the box is ticked that agrees to a beginning before the right to withdraw has ended. It is about one
    /// time, and does not go along to another.
    var agreesToBeginEarly = false

    /// Names of the fields in which it goes along.
    static let fields: Set<String> = ["at", "notes", "answers", "begin_early"]

    init(slug: String, start: Date, notes: String = "") {
        (self.slug, self.start, self.notes) = (slug, start, notes)
    }

    /// Nil where no time is named, or none that can be read.
    init?(slug: String, at text: String?, notes: String = "") {
        guard let text else { return nil }
        let start = try? Timestamp.date(text, field: "at")  // try? is fine: what cannot be read names no time
        guard let start else { return nil }
        self.init(slug: slug, start: start, notes: notes)
    }

    init?(slug: String, _ form: Form) {
        self.init(slug: slug, at: form.typed("at"), form)
    }

    /// A time with what was typed in a form.
    init?(slug: String, at text: String, _ form: Form) {
        self.init(slug: slug, at: text, notes: form.typed("notes"))
        answers = TypedAnswer.all(in: form)
        agreesToBeginEarly = form.typed("begin_early") == "true"
    }

    /// The service's own page, where a time is chosen.
    var service: String { Self.service(slug) }

    static func service(_ slug: String) -> String { "/book/\(slug)" }

    var at: String { Timestamp.text(start) }

    /// The page on which one says who one is.
    var you: String { "\(service)/you?at=\(at)" }
    func you(_ way: YouPage.Way) -> String { "\(you)&way=\(way.rawValue)" }
    /// The page on which one looks once more, and books.
    var confirm: String { "\(service)/confirm?at=\(at)" }

    /// Where the code of a second factor goes that is asked for on the way.
    var factor: String { "\(service)/you/totp" }

    /// The time with what was typed and ticked for it.
    var carried: [KeptInput] {
        [KeptInput(name: "at", value: at)] + kept
            + (agreesToBeginEarly ? [KeptInput(name: "begin_early", value: "true")] : [])
    }

    /// Whether nothing but the time goes along, so that an address can name it.
    var isBare: Bool { kept.isEmpty && !agreesToBeginEarly }

    /// What was typed, for forms that carry it on unseen, also to another time.
    var kept: [KeptInput] {
        (notes.isEmpty ? [] : [KeptInput(name: "notes", value: notes)])
            + answers.filter { !$0.values.isEmpty }.enumerated().flatMap { $1.kept(as: $0) }
    }

    func at(_ start: Date) -> CheckoutDraft {
        var draft = self
        draft.start = start
        return draft
    }
}

/// An answer to a service's question as it stands in a page's form: `answers[0].question_id`, and no, one or several
/// `answers[0].value`.
struct TypedAnswer: Sendable {
    let questionID: String
    let values: [String]

    static func all(in form: Form) -> [TypedAnswer] {
        (0..<min(form.rows("answers"), IntakeQuestions.most)).map { row in
            TypedAnswer(
                questionID: form.typed(name(row, "question_id")),
                values: form.allTyped(name(row, "value")).filter { !$0.isEmpty })
        }
    }

    static func name(_ row: Int, _ member: String) -> String { "answers[\(row)].\(member)" }

    /// As it is compared with its question; nil where none is named.
    func given(_ row: Int) -> GivenAnswer? {
        guard let id = QuestionID(questionID) else { return nil }
        let typed = values.map(JSONValue.typed)
        return GivenAnswer(
            questionID: id, value: typed.count > 1 ? .array(typed) : typed.first ?? .null, place: "answers[\(row)]")
    }

    fileprivate func kept(as row: Int) -> [KeptInput] {
        [KeptInput(name: Self.name(row, "question_id"), value: questionID)]
            + values.map { KeptInput(name: Self.name(row, "value"), value: $0) }
    }
}
