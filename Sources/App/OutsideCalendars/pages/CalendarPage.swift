import Domain

/// One calendar elsewhere: its name, what of it counts, another address, and the way to unlink it.
struct CalendarPage: Page {
    static let template = "pages/calendar"
    static let place: DeskPlace? = .calendars
    let title: String
    let heading: String
    let back: NoticePage.Link
    let action: String
    var failure: FormFailure?
    let fields: CalendarFields
    let save: String
    let end: End

    /// What cannot be undone.
    struct End: PageValues {
        let summary: String
        let line: String
        /// Where bookings are entered: whether they are taken away.
        let removal: FormTick?
        let button: String
    }
}

extension CalendarPage {
    /// As it is stored, or again as it was typed, with what is wrong with it.
    init(
        _ calendar: ShownCalendar, of kept: KeptCalendars, typed: Form? = nil, problem: Problem? = nil,
        _ words: Catalogue
    ) {
        func say(_ key: String) -> String { words.sentence("page.calendars.\(key)") }
        let failure = problem.map { CalendarFields.failure($0, words) }
        self.failure = failure
        heading = calendar.link.name
        title = FormFailure.title(heading, failure, words)
        back = .init(href: "\(CalendarPages.path)?host=\(kept.host.id)", text: say("title"))
        action = CalendarPages.path(of: calendar.link.id)
        fields = CalendarFields(calendar.link, of: kept, typed: typed, failure, words)
        save = say("save")
        let isWritten = calendar.link.writing.isOn
        end = End(
            summary: say("end"), line: say(isWritten ? "end_written" : "end_line"),
            removal: isWritten
                ? FormTick("remove_events", say("remove_events"), isChosen: false, failure: nil) : nil,
            button: say("end_button"))
    }
}
