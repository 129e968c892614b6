import Domain
import Foundation

/// Another time for a booking: the old one and the new one stand side by side, and nothing is moved by looking.
struct MovePage: Page {
    static let template = "pages/move"
    let title: String
    let back: NoticePage.Link
    var failure: FormFailure?
    let heading: String
    let initials: String
    let with: String
    let when: SlipWhen
    let hint: String
    /// Nil until a time is chosen.
    let confirm: Confirm?
    let picker: MonthPicker

    struct Confirm: PageValues {
        let action: String
        /// In RFC 3339.
        let start: String
        let button: String
    }
}

/// The same to those who run the practice, in their frame.
struct DeskMovePage: Page {
    static let template = "pages/desk-move"
    static let place: DeskPlace? = .bookings
    let title: String
    let back: NoticePage.Link
    let failure: FormFailure?
    let heading: String
    let initials: String
    let with: String
    let when: SlipWhen
    let hint: String
    let confirm: MovePage.Confirm?
    let picker: MonthPicker

    init(_ page: MovePage) {
        (title, back, failure, heading) = (page.title, page.back, page.failure, page.heading)
        (initials, with, when, hint) = (page.initials, page.with, page.when, page.hint)
        (confirm, picker) = (page.confirm, page.picker)
    }
}

extension MovePage {
    init(_ found: MoveMonth, at path: String, _ view: MonthPicker.View, _ catalogue: Catalogue, problem: Problem? = nil)
    {
        let (booking, zone) = (found.entry.booking, view.reader.zone)
        let dates = DateText(catalogue: catalogue, zone: zone)
        func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
            let names = ["service": found.entry.serviceTitle, "host": found.entry.host.name]
            return catalogue.sentence("page.booking.\(key)", names.merging(arguments) { $1 })
        }
        failure = problem.map { FormFailure($0, catalogue, labels: [:]) }
        heading = say("moving.heading")
        title = FormFailure.title(heading, failure, catalogue)
        back = .init(href: path, text: found.entry.serviceTitle)
        (initials, with) = (PersonName.initials(of: found.entry.host.name), say("with"))
        // What was refused is not offered once more.
        let isFree = found.month.at.map { start in found.month.days.values.joined().contains { $0.start == start } }
        let chosen = problem == nil && isFree == true ? found.month.at : nil
        let start = chosen ?? booking.scheduledAt
        var when = SlipWhen(from: start, to: start + Double(booking.duration * 60), in: zone, catalogue)
        if chosen != nil { when.former = dates.deadline(booking.scheduledAt) }
        self.when = when
        let hint = chosen == nil ? "moving.choose" : "moving.hint"
        self.hint = say(found.isForPractice ? "\(hint)_practice" : hint)
        confirm = chosen.map {
            Confirm(
                action: "\(path)/move", start: Timestamp.text($0),
                button: say("moving.button", ["moment": dates.deadline($0)]))
        }
        picker = MonthPicker(found.month, view, heading: say("moving.picker"), catalogue)
    }
}
