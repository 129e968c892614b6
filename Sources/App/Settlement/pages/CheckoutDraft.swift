import Domain
import Foundation

/// What goes along from the chosen time to the booking: which time it is, and what was typed for it so far.
struct CheckoutDraft: Sendable {
    let slug: String
    let start: Date
    /// As it was typed; read only when it is booked.
    var notes: String = ""

    /// Names of the fields in which it goes along.
    static let fields: Set<String> = ["at", "notes"]

    init(slug: String, start: Date, notes: String = "") {
        (self.slug, self.start, self.notes) = (slug, start, notes)
    }

    /// Nil where no time is named, or none that can be read.
    init?(slug: String, at text: String?, notes: String = "") {
        // try? is fine: see above.
        guard let text, let start = try? Timestamp.date(text, field: "at") else { return nil }
        self.init(slug: slug, start: start, notes: notes)
    }

    init?(slug: String, _ form: Form) {
        self.init(slug: slug, at: form.typed("at"), notes: form.typed("notes"))
    }

    /// The service's own page, where a time is chosen.
    var service: String { Self.service(slug) }

    static func service(_ slug: String) -> String { "/book/\(slug)" }

    var at: String { Timestamp.text(start) }

    /// The page on which one says who one is.
    var you: String { "\(service)/you?at=\(at)" }
    /// The page on which one looks once more, and books.
    var confirm: String { "\(service)/confirm?at=\(at)" }

    /// What was typed, for forms that carry it on unseen.
    var kept: [KeptInput] { notes.isEmpty ? [] : [KeptInput(name: "notes", value: notes)] }

    func at(_ start: Date) -> CheckoutDraft { CheckoutDraft(slug: slug, start: start, notes: notes) }
}

/// A field that a form carries on without showing it.
struct KeptInput: PageValues {
    let name: String
    let value: String
}
