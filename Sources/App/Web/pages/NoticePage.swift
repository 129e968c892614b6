import Domain

/// A page that only tells something.
struct NoticePage: Page {
    static let template = "pages/notice"
    let title: String
    let lines: [String]
    var links: [Link] = []

    struct Link: PageValues {
        let href: String
        let text: String
    }
}

extension NoticePage {
    /// What went wrong, in words.
    init(_ problem: Problem, _ catalogue: Catalogue) {
        title = catalogue.sentence("page.failed_title")
        lines =
            [catalogue.detail(of: problem)] + problem.fields.map { "\($0.name): \(catalogue.message(of: $0))" }
    }
}
