import Domain
import Foundation

/// Booking for a client: first what and whom one looks for, then the form.
struct BookPage: Page {
    static let template = "pages/desk-book"
    static let place: DeskPlace? = .week
    let title: String
    let heading: String
    let line: String
    let failure: FormFailure?
    let host: String
    let at: String
    let service: FormChoice
    let search: FormField
    let look: String
    let post: Post?
    let nothing: String?

    struct Post: PageValues {
        let host: String
        let service: String
        let key: String
        let start: FormChoice
        let person: FormChoice
        let new: String
        let fields: [FormField]
        let button: String
    }
}

extension BookPage {
    init(
        _ book: DeskBook, _ asked: DeskBookQuestion, _ typed: Form?, _ problem: Problem?, key: String, _ dates: DateText
    ) {
        let words = dates.catalogue
        func say(_ key: String) -> String { words.sentence("page.book_for.\(key)") }
        let labels = ["scheduled_at", "user_id", "email", "first_name", "last_name"].map { ($0, say($0)) }
        failure = problem.map { FormFailure($0, words, labels: Dictionary(uniqueKeysWithValues: labels)) }
        heading = say("title")
        title = FormFailure.title(heading, failure, words)
        line = words.sentence(
            "page.book_for.line",
            ["day": dates.longDay(dates.date(of: book.at)), "zone": ZoneText(dates.zone, at: book.at, words).whole])
        (host, at) = (asked.host.map { "\($0)" } ?? "", Timestamp.text(book.at))
        let services = book.offerings.map {
            FormChoice.Option(
                value: "\($0.service.id)", text: "\($0.service.title), \($0.host.name)",
                isChosen: $0.service.id == book.chosen?.service.id)
        }
        service = FormChoice("service", say("service"), of: services, failure: nil)
        var search = FormField("q", say("search"), explanation: say("search_hint"), failure: nil)
        (search.value, search.isRequired) = (asked.search ?? "", false)
        (self.search, look) = (search, say("look"))
        nothing = book.slots.isEmpty ? say("nothing") : nil
        guard let chosen = book.chosen, !book.slots.isEmpty else {
            post = nil
            return
        }
        let near = book.slots.first { $0.start >= book.at }?.start ?? book.slots[0].start
        let starts = book.slots.map {
            FormChoice.Option(
                value: Timestamp.text($0.start), text: dates.onlyTime(of: $0.start), isChosen: $0.start == near)
        }
        let people =
            [FormChoice.Option(value: "", text: say("somebody_new"), isChosen: book.people.isEmpty)]
            + book.people.enumerated().map {
                FormChoice.Option(
                    value: "\($1.id)", text: "\($1.name), \($1.email)", isChosen: $0 == 0)
            }
        let failure = failure
        func field(_ name: String, _ kind: FormField.Kind) -> FormField {
            var field = FormField(name, say(name), kind: kind, failure: failure)
            (field.value, field.isRequired) = (typed?.typed(name) ?? "", false)
            return field
        }
        post = Post(
            host: host, service: "\(chosen.service.id)", key: key,
            start: FormChoice("scheduled_at", say("scheduled_at"), of: starts, failure: failure),
            person: FormChoice("user_id", say("user_id"), of: people, failure: failure), new: say("new"),
            fields: [field("email", .email), field("first_name", .text), field("last_name", .text)],
            button: say("button"))
    }
}
