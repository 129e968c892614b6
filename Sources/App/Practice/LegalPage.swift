/// A text of the practice's own: plain, in paragraphs.
struct LegalPage: Page {
    static let template = "pages/legal"
    static let runsScript = false
    let title: String
    /// That of the text, which may be another than that of the page around it.
    let textLanguage: String
    let paragraphs: [String]

    init(title: String, language: String, paragraphs: [String]) {
        self.title = title
        textLanguage = language
        self.paragraphs = paragraphs
    }
}
