/// A page with one question: a form that carries the token of a mail's link.
struct FormPage: Page {
    static let template = "pages/form"
    let title: String
    let heading: String
    var failure: FormFailure?
    let intro: String
    var hint: String?
    /// Where the form goes.
    let action: String
    let token: String
    let button: String
    /// A field for a new password.
    var password: FormField?
    /// A second button, for the other answer.
    var other: OtherAnswer?

    struct OtherAnswer: PageValues {
        let value: String
        let text: String
    }
}
