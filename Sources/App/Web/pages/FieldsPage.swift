/// A page of its own for a few fields: what they are for, one filled button, and the way back.
struct FieldsPage: Page {
    static let template = "pages/fields"
    let title: String
    let heading: String
    var failure: FormFailure?
    let intro: String
    /// Where the form goes.
    let action: String
    let fields: [FormField]
    let button: String
    let back: NoticePage.Link
}
