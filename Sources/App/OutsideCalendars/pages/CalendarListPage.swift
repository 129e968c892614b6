import Domain
import Foundation

/// A host's calendars elsewhere, each with what was last seen of it, and the form for one more.
struct CalendarListPage: Page {
    static let template = "pages/calendars"
    static let place: DeskPlace? = .calendars
    let title: String
    let heading: String
    let intro: String
    var failure: FormFailure?
    let choice: HostSwitch?
    let rows: [CalendarRow]
    let nothing: Nothing?
    /// Nil where there are as many as there may be.
    let another: Another?
    /// Said then in its place.
    let full: String?

    struct Nothing: PageValues {
        let line: String
        let how: String
    }

    struct Another: PageValues {
        let addHeading: String
        let how: String
        let guide: NoticePage.Link
        let host: String
        let fields: CalendarFields
        let button: String
        /// For calendars on a server that wants a password.
        let serverHeading: String
        let serverHow: String
        let server: NoticePage.Link
    }
}

extension CalendarListPage {
    /// `typed` and `problem` are of a form that is shown again.
    init(
        _ kept: KeptCalendars, typed: Form? = nil, problem: Problem? = nil, for reader: User, _ words: Catalogue
    ) throws {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.calendars.\(key)", gaps)
        }
        let failure = problem.map { CalendarFields.failure($0, words) }
        self.failure = failure
        heading = say("title")
        title = FormFailure.title(heading, failure, words)
        intro = say("intro", ["name": kept.host.name])
        choice = HostSwitch(say("whose"), of: kept.hosts, chosen: kept.host, on: CalendarPages.path)
        let dates = DateText(catalogue: words, zone: try Zone.stored(reader.timeZone))
        rows = kept.calendars.map { CalendarRow($0, at: kept.now, dates, words) }
        nothing = kept.calendars.isEmpty ? Nothing(line: say("none"), how: say("none_how")) : nil
        another = kept.mayHaveMore ? Another(kept, typed: typed, failure, words) : nil
        full = kept.mayHaveMore ? nil : say("full", ["count": "\(CalendarLink.most)"])
    }
}

extension CalendarListPage.Another {
    fileprivate init(_ kept: KeptCalendars, typed: Form?, _ failure: FormFailure?, _ words: Catalogue) {
        func say(_ key: String) -> String { words.sentence("page.calendars.\(key)") }
        (addHeading, how, button) = (say("new"), say("how"), say("add"))
        guide = .init(href: Guide.calendars.path, text: say("guide"))
        host = "\(kept.host.id)"
        fields = CalendarFields(nil, of: kept, typed: typed, failure, words)
        (serverHeading, serverHow) = (say("server.title"), say("server.how"))
        server = .init(href: "\(CalendarServerPages.path)?host=\(host)", text: say("server.go"))
    }
}
