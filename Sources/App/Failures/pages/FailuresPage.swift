import Domain
import Foundation

/// Mails, deliveries and jobs: what failed, what waits, and what was sent, with what can be done about each.
struct FailuresPage: Page {
    static let template = "pages/failures"
    static let place: DeskPlace? = .mails
    let title: String
    let line: String
    let switchLabel: String
    let tabs: [Tab]
    let lists: [List]
    /// Where nothing is to be shown.
    let empty: Empty?

    struct Tab: PageValues {
        let href: String
        let text: String
        let isHere: Bool
    }

    struct Empty: PageValues {
        let heading: String
        let words: String
    }

    /// Mails, deliveries or jobs.
    struct List: PageValues {
        let id: String
        let heading: String
        let whatLabel: String
        let toLabel: String
        let whyLabel: String
        let whenLabel: String
        let deedLabel: String
        let rows: [Row]
        let all: All?
        let older: NoticePage.Link?
    }

    struct Row: PageValues {
        let what: String
        let booking: NoticePage.Link?
        let to: String
        /// What went wrong, in our words and in those of whoever refused it; nil where nothing has.
        let because: String?
        let why: String?
        let time: String
        let tries: String?
        let deeds: [Deed]
    }

    struct Deed: PageValues {
        let action: String
        let button: String
        /// What it is done with, for those who hear the page.
        let about: String
    }

    /// One deed for all of the list, or all of a kind.
    struct All: PageValues {
        let action: String
        /// Of what it is done with.
        let status: String
        let kindLabel: String
        let kinds: [FormChoice.Option]
        let buttons: [AllButton]
    }

    struct AllButton: PageValues {
        let deed: String
        let button: String
    }
}
