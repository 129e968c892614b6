import Domain

/// A deed on a booking that is asked about on a page of its own: what will happen, and one button that says so.
struct DeskFormPage: Page {
    static let template = "pages/desk-form"
    static let place: DeskPlace? = .bookings
    let title: String
    let back: NoticePage.Link
    var failure: FormFailure?
    let heading: String
    let lines: [String]
    /// Nil where the page asks for more before the deed: then `next` does.
    let post: Post?
    /// Leads on to a page that says what will happen.
    let next: Next?
    let fields: [FormField]
    let choices: [FormChoice]
    let button: String
    let keep: NoticePage.Link

    struct Post: PageValues {
        let action: String
        let isDanger: Bool
        let unseen: [KeptInput]
    }

    struct Next: PageValues {
        let toNext: String
        let kept: [KeptInput]
    }
}

extension DeskFormPage {
    /// `heading` of `key`, and its button; what the form has is said by its parts.
    init(
        _ words: DeskBookingWords, _ key: String, lines: [String], post: Post? = nil, next: Next? = nil,
        _ parts: Parts
    ) {
        heading = words.say("\(key).title")
        failure = parts.failure
        title = FormFailure.title(heading, parts.failure, words.catalogue)
        back = .init(href: words.path, text: words.whole.entry.client.name)
        (self.lines, self.post, self.next) = (lines, post, next)
        (fields, choices, button) = (parts.fields, parts.choices, parts.button)
        keep = .init(href: words.path, text: words.say("keep"))
    }

    struct Parts {
        let button: String
        var fields: [FormField] = []
        var choices: [FormChoice] = []
        var failure: FormFailure?
    }
}
