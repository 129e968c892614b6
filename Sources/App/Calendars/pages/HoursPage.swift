import Domain
import Foundation

/// A host's hours: a week as a picture, the form of every week, and the dates with other hours.
struct HoursPage: Page {
    static let template = "pages/hours"
    static let place: DeskPlace? = .hours
    /// Ranges that an exception can be given on this page; by the API it can have more.
    static let exceptionRanges = 2
    let title: String
    let heading: String
    let intro: String
    var failure: FormFailure?
    /// Whose hours they are, where there is a choice.
    let choice: HostSwitch?
    let host: String
    /// Where the week leads once it is saved, as a query.
    var next: String = ""
    let picture: HoursPicture
    let week: HoursWeek
    let exceptions: HoursExceptions
}

extension HoursPage {
    /// As it is kept, or again as it was typed, with what is wrong with it.
    init(
        _ kept: KeptHours, day: LocalDate? = nil, draft: HoursDraft? = nil, typed: Form? = nil, problem: Problem? = nil,
        _ words: Catalogue
    ) {
        let draft = draft ?? HoursDraft(kept.hours)
        let labels = HoursWeek.labels(draft, words).merging(HoursExceptions.labels(words)) { $1 }
        let failure = problem.map { FormFailure($0, words, labels: labels) }
        self.failure = failure
        heading = words.sentence("page.hours.title")
        title = FormFailure.title(heading, failure, words)
        intro = words.sentence("page.hours.intro")
        host = "\(kept.host.id)"
        choice = HostSwitch(
            words.sentence("page.hours.whose"), of: kept.hosts, chosen: kept.host, on: HoursPages.path)
        picture = HoursPicture(kept, words)
        week = HoursWeek(draft, at: kept.now, labels, failure, words)
        exceptions = HoursExceptions(kept, day: day, typed: typed, failure, words)
    }
}
