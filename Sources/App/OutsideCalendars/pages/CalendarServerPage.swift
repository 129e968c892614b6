import Domain

/// Calendars on a server, step by step: which server and who, perhaps another server, and which of the calendars.
struct CalendarServerPage: Page {
    static let template = "pages/calendar-server"
    static let place: DeskPlace? = .calendars
    let title: String
    let heading: String
    let back: NoticePage.Link
    var failure: FormFailure?
    let host: String
    /// One of these is there.
    var ask: Ask?
    var agreement: Agreement?
    var choice: Choice?

    /// Where the page is on its way.
    enum Step {
        /// Once more with what was typed, and why nothing could be found.
        case ask(typed: Form? = nil, trouble: CalendarTrouble? = nil)
        /// `login` is what is carried on, once the server is agreed to.
        case agree(server: String, login: String)
        /// `known` are the addresses of those that are linked already.
        case choose([FoundCalendar], known: Set<String>, ticked: [String], login: String)
    }

    struct Ask: PageValues {
        let intro: String
        let guide: NoticePage.Link
        let trouble: String?
        let fields: [FormField]
        let button: String
    }

    struct Agreement: PageValues {
        let question: String
        let login: String
        let button: String
        let keep: NoticePage.Link
    }

    struct Choice: PageValues {
        let login: String
        let picks: FormPicks?
        /// Those that are linked already; all of them, where there is nothing to choose.
        let known: String?
        let none: String?
        let button: String?
    }
}

extension CalendarServerPage {
    init(_ step: Step, of kept: KeptCalendars, problem: Problem? = nil, _ words: Catalogue) {
        func say(_ key: String) -> String { words.sentence("page.calendars.server.\(key)") }
        let labels = ["url", "user", "password", "calendar"].map { ($0, say("label.\($0)")) }
        let failure = problem.map { problem in
            FormFailure(problem, words, labels: Dictionary(uniqueKeysWithValues: labels))
        }
        self.failure = failure
        heading = say("title")
        title = FormFailure.title(heading, failure, words)
        let list = "\(CalendarPages.path)?host=\(kept.host.id)"
        back = .init(href: list, text: words.sentence("page.calendars.title"))
        host = "\(kept.host.id)"
        switch step {
        case .ask(let typed, let trouble): ask = Ask(typed, trouble, failure, words)
        case .agree(let server, let login):
            let question = words.sentence("page.calendars.server.other", ["server": server])
            agreement = Agreement(
                question: question, login: login, button: say("agree"), keep: .init(href: list, text: say("refuse")))
        case .choose(let all, let known, let ticked, let login):
            choice = Choice(all, known, ticked, login, failure, words)
        }
    }
}

extension CalendarServerPage.Ask {
    fileprivate init(_ typed: Form?, _ trouble: CalendarTrouble?, _ failure: FormFailure?, _ words: Catalogue) {
        func say(_ key: String) -> String { words.sentence("page.calendars.server.\(key)") }
        intro = say("intro")
        guide = .init(href: Guide.calendars.path, text: words.sentence("page.calendars.guide"))
        self.trouble = trouble.map { words.sentence("calendar_problem.\($0.rawValue)") }
        var url = FormField("url", say("label.url"), explanation: say("url_hint"), failure: failure)
        (url.value, url.keys) = (typed?.typed("url") ?? "", "url")
        var user = FormField("user", say("label.user"), failure: failure)
        user.value = typed?.typed("user") ?? ""
        // The browser is not to offer the password of this practice's account.
        let password = FormField(
            "password", say("label.password"), kind: .newPassword, explanation: say("password_hint"), failure: failure)
        fields = [url, user, password]
        button = say("search")
    }
}

extension CalendarServerPage.Choice {
    fileprivate init(
        _ all: [FoundCalendar], _ known: Set<String>, _ ticked: [String], _ login: String, _ failure: FormFailure?,
        _ words: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.calendars.server.\(key)", gaps)
        }
        self.login = login
        let (old, new) = (all.filter { known.contains($0.url) }, all.filter { !known.contains($0.url) })
        var picks = FormPicks(
            "calendar", say("label.calendar"), of: new.map { ($0.url, $0.name) }, chosen: ticked, takesSeveral: true,
            failure: failure)
        picks.explain(say("calendar_hint"))
        self.picks = new.isEmpty ? nil : picks
        self.known =
            old.isEmpty ? nil : say("known", ["names": old.map(\.name).joined(separator: ", ")])
        none = new.isEmpty ? say("none") : nil
        button = new.isEmpty ? nil : say("link")
    }
}
