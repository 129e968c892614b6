import Domain
import Foundation

/// One booking, to those who run the practice: what, when and who, its money, what happened, and what can be done.
struct DeskBookingPage: Page {
    static let template = "pages/desk-booking"
    static let place: DeskPlace? = .bookings
    let title: String
    let back: NoticePage.Link
    let number: String
    let heading: String
    let pill: Pill
    var failure: FormFailure?
    let stub: Stub
    let waiting: [Waiting]
    let clash: Clash?
    let service: String
    let facts: [Fact]
    let ways: [NoticePage.Link]
    let closing: Closing?
    let history: History
    let notes: Notes
    let money: MoneyBox?
    let cancel: CancelBox?
    let people: People

    struct Stub: PageValues {
        let day: String
        let instant: String
        let hours: String
        let zone: String
        /// The same hour where the client is, if that is elsewhere.
        let clientsTime: String?
    }

    struct Waiting: PageValues {
        let since: String
        let admitForm: String
        let participant: String
        let admit: String
        let admitted: String
    }

    /// What stands elsewhere at the same time, and what can be done.
    struct Clash: PageValues {
        let clashHeading: String
        let clashLine: String
        let clashWays: [NoticePage.Link]
        let keep: DeskDeed
    }

    struct Fact: PageValues {
        let label: String
        let value: String
        let remark: String?
        var person: NoticePage.Link?
    }

    /// How it went: said once its start has come.
    struct Closing: PageValues {
        let notYet: String?
        let outcomes: [DeskDeed]
    }

    struct History: PageValues {
        let historyHeading: String
        let lines: [Line]
        let more: String?
    }

    struct Line: PageValues {
        /// A class of the style sheet.
        let tone: String
        let told: String
        let instant: String
        let moment: String
        let resend: DeskDeed?
    }

    struct Notes: PageValues {
        let notesHeading: String
        let noteForm: String
        let area: FormArea
        let saveNotes: String
    }

    struct MoneyBox: PageValues {
        let moneyHeading: String
        let sums: [String]
        let markPaid: DeskDeed?
        let refund: [NoticePage.Link]
    }

    struct CancelBox: PageValues {
        let cancelHeading: String
        let cancelLine: String
        let toCancel: NoticePage.Link
    }

    struct People: PageValues {
        let peopleHeading: String
        let persons: [Person]
        let linksHint: String?
        let invite: NoticePage.Link?
    }

    struct Person: PageValues {
        let name: String
        let email: String
        let standing: String
        let deeds: [DeskDeed]
    }
}

/// A deed that one button does.
struct DeskDeed: PageValues {
    let action: String
    let button: String
    /// Whom it is about, for whoever hears the button alone.
    var about: String?
}

extension DeskBookingPage {
    /// `typed` are notes that were refused; `problem` is why the last deed did not work.
    init(_ words: DeskBookingWords, typed: String? = nil, problem: Problem? = nil) {
        let whole = words.whole
        let failure = problem.map {
            FormFailure($0, words.catalogue, labels: ["private_notes": words.say("notes.label")])
        }
        self.failure = failure
        heading = whole.entry.client.name
        title = FormFailure.title(words.say("title", ["number": "\(whole.booking.id)"]), failure, words.catalogue)
        back = .init(href: BookingListPages.path, text: words.say("back"))
        number = words.say("number", ["number": "\(whole.booking.id)"])
        pill = whole.booking.pill(at: whole.now, words.catalogue, words: "page.booking_list.state")
        (stub, waiting, clash) = (words.stub, words.guests, words.clash)
        service = whole.entry.serviceTitle
        (facts, ways, closing) = (words.facts, words.ways, words.closing)
        history = HistoryWords(words).history
        notes = words.notes(typed, failure)
        (money, cancel, people) = (words.money, words.cancel, words.people)
    }
}
