/// A page that only tells something.
struct NoticePage: Page {
    static let template = "pages/notice"
    let title: String
    let lines: [String]
    var links: [Link] = []

    struct Link: PageValues {
        let href: String
        let text: String
        /// One a page at most: what is to be done next.
        var isFilled: Bool = false
    }
}
