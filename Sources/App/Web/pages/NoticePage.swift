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
