import Domain
import Foundation

/// One person: their bookings, and what an admin may change of the account.
struct PersonPage: Page {
    static let template = "pages/person"
    static let place: DeskPlace? = .people
    let title: String
    let heading: String
    var failure: FormFailure?
    let back: NoticePage.Link
    let email: String
    let line: String
    let pills: [String]
    /// Whether somebody has proved the address.
    let proof: Pill
    let bookings: BookingList
    let profile: Profile
    let rights: Rights
    let factor: Factor
    let data: StoredData

    struct BookingList: PageValues {
        let heading: String
        /// In which zone the times are told; nil where there are none.
        let zone: String?
        let rows: [BookingRow]
        let none: String?
        let older: NoticePage.Link?
    }

    struct BookingRow: PageValues {
        let href: String
        let when: String
        let instant: String
        let service: String
        let with: String
        let pill: Pill
    }

    /// Names, and the address where nobody has proved it.
    struct Profile: PageValues {
        let heading: String
        let action: String
        let fields: [FormField]
        let button: String
    }

    struct Rights: PageValues {
        let heading: String
        let hint: String
        let action: String
        let choices: [Choice]
        let button: String
    }

    struct Choice: PageValues {
        let name: String
        let label: String
        let isChosen: Bool
    }

    struct Factor: PageValues {
        let heading: String
        let words: String
        /// Takes it away; nil where there is none, or it is the reader's own.
        let reset: Reset?
    }

    struct Reset: PageValues {
        let action: String
        let button: String
    }

    /// The ways to everything that is stored about the person, and out.
    struct StoredData: PageValues {
        let heading: String
        let words: String
        /// To the reader's own account, where that is it; nil for anybody else's.
        let own: NoticePage.Link?
        let others: Others?
        /// To what was done about the account.
        let trail: NoticePage.Link
    }

    struct Others: PageValues {
        /// Where the form goes that loads the file.
        let action: String
        let button: String
        let leave: NoticePage.Link
    }
}
