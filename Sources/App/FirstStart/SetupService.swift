import Domain

/// The few things that the set-up asks of the first service; all others keep what they are, or follow from these.
enum SetupService {
    static let fields: Set<String> = ["title", "duration", "amount"]

    /// What was typed, as the API would be sent it; `mark` is the decimal mark of the reader's language. Throws
    /// `validation_failed`.
    static func read(_ form: Form, _ mark: String) throws -> Form {
        // A field that is empty would stay as it was, which nobody means who empties it.
        let empty = ["title", "duration"].filter { form.typed($0).allSatisfy(\.isWhitespace) }
        guard empty.isEmpty else { throw Problem.gathered(empty.map { .invalid($0, .required) }) }
        let amount = TypedNumber.plain(form.typed("amount"), mark: mark)
        return try Form(
            form.fields.merging(["amount": .typed(amount.isEmpty ? "0" : amount)]) { $1 }, allowed: fields)
    }

    /// Starts are laid by the length, as those of a new service are.
    static func changed(_ old: ServiceDraft, _ form: Form) throws -> ServiceDraft {
        var draft = try ServiceForm.changed(old, form)
        draft.service.slotStep = draft.service.duration
        return draft
    }
}
