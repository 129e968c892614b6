import Domain
import Foundation

/// The last look before a time is booked.
struct ConfirmPage: Page {
    static let template = "pages/confirm"
    let title: String
    let heading: String
    var failure: FormFailure?
    let slip: Slip
    /// Bookings that are held already, where there are too many of them.
    let held: Held?
    /// Where the form goes, and what it carries unseen: the time, and the key under which it is booked once.
    let action: String
    let at: String
    let key: String
    let when: Fact
    let who: Fact
    let somebodyElse: NoticePage.Link
    let proof: String?
    let notes: FormArea
    /// What the service asks; nil for nothing.
    let intake: IntakeFields?
    let price: Price
    let withdrawal: WithdrawalPart?
    let button: String
    let hold: String?
    let terms: NoticePage.Link?

    struct Fact: PageValues {
        let label: String
        let text: String
        let more: String
    }

    struct Price: PageValues {
        let label: String
        let sum: String
        let promise: RefundLines?
        let lines: [String]
    }

    struct Held: PageValues {
        let line: String
        let bookings: [NoticePage.Link]
    }
}

/// What the last look is about.
struct ConfirmStep {
    let words: CheckoutWords
    let draft: CheckoutDraft
    let key: String
    let client: User
    let isToBeProved: Bool
    /// Minutes for which the time is held while it is paid; nil where it is not paid now.
    let holdMinutes: Int?
    /// Where the practice's terms are; nil where it has given none.
    let terms: String?
    /// Where the practice tells of the right to withdraw.
    let withdrawal: String?
    var failure: FormFailure?
    var held: [BookingEntry] = []
}

extension ConfirmPage {
    init(_ step: ConfirmStep) {
        let (words, draft) = (step.words, step.draft)
        failure = step.failure
        heading = words.say("confirm.heading")
        title = FormFailure.title(words.say("confirm.title"), step.failure, words.catalogue)
        slip = words.slip(at: .last)
        held = Held(step.held, words)
        (action, at, key) = ("\(draft.service)/confirm", draft.at, step.key)
        when = Fact(
            label: words.say("confirm.when"),
            text: words.when,
            more: [words.say("your_time", ["zone": words.place]), words.hostsTime].compactMap(\.self)
                .joined(separator: " · "))
        who = Fact(label: words.say("confirm.who"), text: step.client.name, more: step.client.email)
        somebodyElse = .init(href: draft.you(.known), text: words.say("confirm.somebody_else"))
        proof = step.isToBeProved ? words.say("confirm.proof", ["email": step.client.email]) : nil
        var notes = FormArea(
            "notes", words.say("confirm.notes"), explanation: words.say("confirm.notes_hint"), failure: step.failure)
        notes.value = draft.notes
        notes.maximum = BookingForm.longestNotes
        notes.optional = words.catalogue.sentence("page.form.optional")
        self.notes = notes
        intake = IntakeFields(words.service.questions, draft.answers, step.failure, words.catalogue)
        price = Price(words)
        withdrawal = WithdrawalPart(words, draft, step.withdrawal, step.failure)
        button = words.button
        hold = step.holdMinutes.map { words.say("confirm.hold", ["minutes": String($0)]) }
        terms = step.terms.map { .init(href: $0, text: words.say("confirm.terms")) }
    }
}

extension ConfirmPage.Price {
    fileprivate init(_ words: CheckoutWords) {
        let (service, chosen) = (words.service, words.chosen)
        label = words.say("confirm.price")
        sum = words.isFree ? words.say("free") : words.price
        promise =
            words.isFree
            ? nil
            : RefundLines(service, start: chosen.start, now: chosen.lookedAt, words.catalogue, words.zone)
        let deadline = chosen.start.addingTimeInterval(-60 * Double(service.changeNotice))
        let change =
            deadline > chosen.lookedAt ? words.say("confirm.change", ["moment": words.dates.deadline(deadline)]) : nil
        let paidLater = words.isFree || words.isPaidNow ? nil : words.say("confirm.paid_later")
        let practice = words.isFree ? nil : words.say("confirm.practice_cancels")
        lines = [words.tax, paidLater, practice, change ?? words.say("confirm.no_change")].compactMap(\.self)
    }
}

extension ConfirmPage.Held {
    fileprivate init?(_ entries: [BookingEntry], _ words: CheckoutWords) {
        guard !entries.isEmpty else { return nil }
        line = words.say("confirm.held")
        bookings = entries.map { entry in
            let names = ["title": entry.serviceTitle, "moment": words.dates.deadline(entry.booking.scheduledAt)]
            return .init(
                href: entry.booking.nextPage,
                text: words.say("confirm.held_booking", names))
        }
    }
}
