/// What is in the file of everything that is stored about a person, and the button that loads it.
struct ExportPage: Page {
    static let template = "pages/export"
    let title: String
    let intro: String
    let kinds: [String]
    let left: String
    let button: String
    let back: NoticePage.Link

    init(_ catalogue: Catalogue) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.export.\(key)") }
        title = sentence("title")
        intro = sentence("intro")
        kinds = ["person", "bookings", "money", "mails", "security"].map { sentence("kind.\($0)") }
        left = sentence("left")
        button = sentence("action")
        back = .init(href: ProfilePages.path, text: sentence("back"))
    }
}
