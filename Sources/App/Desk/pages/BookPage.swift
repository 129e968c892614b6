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
        let seek: Seek
        let new: String
        let fields: [FormField]
        let notes: FormArea
        let asks: String?
        let intake: IntakeFields?
        let early: FormTick?
        let button: String
    }

    /// A search that the script asks while one types; without it the form above finds people.
    struct Seek: PageValues {
        let place: String
        let seekLabel: String
        let seekHint: String
        let sought: String
        let error: String?
        /// What is said of how many were found.
        let nobody: String
        let one: String
        let several: String
    }
}

extension BookPage {
    /// What is shown: what may be booked, with what was typed and why it did not work.
    struct View {
        let book: DeskBook
        let asked: DeskBookQuestion
        let typed: Form?
        let problem: Problem?
        let key: String

        var answers: [TypedAnswer] { typed.map(TypedAnswer.all) ?? [] }
    }

    /// As a choice and a search call somebody.
    static func text(of person: User) -> String { "\(person.name), \(person.email)" }

    init(_ view: View, _ dates: DateText) {
        let (book, words) = (view.book, dates.catalogue)
        func say(_ key: String) -> String { words.sentence("page.book_for.\(key)") }
        failure = Self.failure(view, words)
        heading = say("title")
        title = FormFailure.title(heading, failure, words)
        line = words.sentence(
            "page.book_for.line",
            ["day": dates.longDay(dates.date(of: book.at)), "zone": ZoneText(dates.zone, at: book.at, words).whole])
        (host, at) = (view.asked.host.map { "\($0)" } ?? "", Timestamp.text(book.at))
        let services = book.offerings.map {
            FormChoice.Option(
                value: "\($0.service.id)", text: "\($0.service.title), \($0.host.name)",
                isChosen: $0.service.id == book.chosen?.service.id)
        }
        service = FormChoice("service", say("service"), of: services, failure: nil)
        var search = FormField("q", say("search"), explanation: say("search_hint"), failure: nil)
        (search.value, search.isRequired) = (view.asked.search ?? "", false)
        (self.search, look) = (search, say("look"))
        nothing = book.slots.isEmpty ? say("nothing") : nil
        let failure = failure
        post = book.slots.isEmpty ? nil : book.chosen.map { Post(view, $0, failure, dates) }
    }

    private static func failure(_ view: View, _ words: Catalogue) -> FormFailure? {
        guard let problem = view.problem else { return nil }
        let own = ["scheduled_at", "user_id", "email", "first_name", "last_name", "notes", "begin_early"].map {
            ($0, words.sentence("page.book_for.\($0)"))
        }
        let labels = Dictionary(uniqueKeysWithValues: own)
        guard let questions = view.book.chosen?.service.questions else {
            return FormFailure(problem, words, labels: labels)
        }
        return FormFailure(
            IntakeFields.placed(problem, view.answers, questions), words,
            labels: labels.merging(IntakeFields.labels(of: questions)) { $1 })
    }
}

extension BookPage.Post {
    fileprivate init(_ view: BookPage.View, _ chosen: Offering, _ failure: FormFailure?, _ dates: DateText) {
        let (book, typed, words) = (view.book, view.typed, dates.catalogue)
        func say(_ key: String) -> String { words.sentence("page.book_for.\(key)") }
        func field(_ name: String, _ kind: FormField.Kind) -> FormField {
            var field = FormField(name, say(name), kind: kind, failure: failure)
            (field.value, field.isRequired) = (typed?.typed(name) ?? "", false)
            return field
        }
        (host, service) = (view.asked.host.map { "\($0)" } ?? "", "\(chosen.service.id)")
        key = view.key
        let near = book.slots.first { $0.start >= book.at }?.start ?? book.slots[0].start
        start = FormChoice(
            "scheduled_at", say("scheduled_at"),
            of: book.slots.map {
                FormChoice.Option(
                    value: Timestamp.text($0.start), text: dates.onlyTime(of: $0.start), isChosen: $0.start == near)
            }, failure: failure)
        // Who was chosen before stays so, also nobody; else the first who is found.
        let isFirstChosen = typed == nil || !(typed?.typed("user_id") ?? "").isEmpty
        let people = book.people.enumerated().map {
            FormChoice.Option(value: "\($1.id)", text: BookPage.text(of: $1), isChosen: $0 == 0 && isFirstChosen)
        }
        let nobody = FormChoice.Option(
            value: "", text: say("somebody_new"), isChosen: !people.contains(where: \.isChosen))
        person = FormChoice("user_id", say("user_id"), of: [nobody] + people, failure: failure)
        seek = BookPage.Seek(view, failure, words)
        new = say("new")
        fields = [field("email", .email), field("first_name", .text), field("last_name", .text)]
        var notes = FormArea("notes", say("notes"), explanation: say("notes_hint"), failure: failure)
        (notes.value, notes.maximum) = (typed?.typed("notes") ?? "", BookingForm.longestNotes)
        notes.optional = words.sentence("page.form.optional")
        self.notes = notes
        intake = IntakeFields(
            chosen.service.questions, view.answers, mayStayOpen: say("may_stay_open"), failure, words)
        asks = chosen.service.questions.all.isEmpty ? nil : say("asks")
        early = book.withdrawUntil.map { _ in
            FormTick(
                "begin_early", say("begin_early"), isChosen: typed?.typed("begin_early") == "true", failure: failure)
        }
        button = say("button")
    }
}

extension BookPage.Seek {
    fileprivate init(_ view: BookPage.View, _ failure: FormFailure?, _ words: Catalogue) {
        func say(_ key: String) -> String { words.sentence("page.book_for.\(key)") }
        (place, seekLabel, seekHint) = (BookPages.people, say("user_id"), say("seek_hint"))
        (sought, error) = (view.asked.search ?? "", failure?.about("user_id"))
        (nobody, one, several) = (say("found.nobody"), say("found.one"), say("found.several"))
    }
}
