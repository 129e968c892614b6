import Domain
import Foundation

/// Who did what, when, to which booking or person, with what it can be narrowed by.
struct TrailPage: Page {
    static let template = "pages/trail"
    static let place: DeskPlace? = .audit
    let title: String
    let heading: String
    var failure: FormFailure?
    let count: String
    let filters: Filters
    let table: Table?
    let none: String?
    let more: More?

    struct Filters: PageValues {
        let action: FormChoice
        let booking: FormField
        let from: FormField
        let to: FormField
        /// The people who were chosen from the list, who stay chosen.
        let people: [Chosen]
        let button: String
        let clear: NoticePage.Link
    }

    struct Chosen: PageValues {
        let field: String
        let id: String
        let words: String
    }

    struct Table: PageValues {
        let caption: String
        let when: String
        let who: String
        let what: String
        let about: String
        let entries: [Row]
    }

    struct Row: PageValues {
        let time: String
        let instant: String
        /// Nil where the server itself did it.
        let actor: NoticePage.Link?
        let server: String?
        let deed: String
        let detail: String?
        let person: NoticePage.Link?
        let booking: NoticePage.Link?
    }

    /// The button by which the next part is asked for, with what the list is narrowed by.
    struct More: PageValues {
        let kept: [KeptInput]
        let button: String
    }
}
