/// A button of a form that asks for the form once more with something changed in it, and stores nothing: a row more, or
/// one less. As `pages/deed` shows it.
struct FormDeed: PageValues {
    /// What is sent as `do`.
    let deed: String
    let words: String
    /// What it does in whole words, where those in sight need the rest of the page.
    var whole: String?
    /// Where the form is sent, with the part of the page that is then looked at; nil for the form's own address.
    var place: String?
}
