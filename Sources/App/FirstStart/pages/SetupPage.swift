import Domain

/// The set-up of a new practice: its steps, with what is set of each, and the one that is worked at.
struct SetupPage: Page {
    static let template = "pages/setup"
    let title: String
    let heading: String
    let line: String
    let progress: String
    let steps: [Step]
    let later: Later
    var failure: FormFailure?
    let sheet: SetupSheet

    /// What the form sends that leaves the page.
    static let later = "later"

    struct Step: PageValues {
        let href: String
        let name: String
        let state: String
        /// That it is done, for those who do not see it.
        let done: String?
        let isCurrent: Bool
    }

    struct Later: PageValues {
        let word: String
        let button: String
    }
}

extension SetupPage {
    /// What is shown: as it is stored, or as it was typed.
    struct View {
        let state: SetupState
        let facts: SetupFacts
        let step: SetupStep
        var typed: (step: SetupStep, form: Form)?
        var problem: Problem?
    }

    init(_ view: View, _ words: SetupWords) {
        failure = SetupForm.failure(view, words)
        (heading, line) = (words.say("title"), words.say("line"))
        title = FormFailure.title(heading, failure, words.catalogue)
        progress = words.say("progress", SetupPage.gaps(view.state))
        steps = SetupStep.allCases.map { step in
            Step(
                href: SetupPages.path(of: step), name: words.say("step.\(step.rawValue).heading"),
                state: words.standing(step), done: view.state.open.contains(step) ? nil : words.say("done"),
                isCurrent: step == view.step)
        }
        later = Later(word: Self.later, button: words.say("later"))
        sheet = SetupSheet(view.step, view, words)
    }

    /// What the sentence of the progress has gaps for.
    static func gaps(_ state: SetupState) -> [String: String] {
        ["done": String(state.done), "all": String(SetupStep.allCases.count)]
    }
}

/// What is shown once all is set: the way of the clients.
struct SetupEndPage: Page {
    static let template = "pages/setup-end"
    let title: String
    let address: CopyBox
    let links: [NoticePage.Link]

    init(_ address: String, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.setup.\(key)") }
        title = say("end")
        self.address = CopyBox(address, hint: say("end_line"), catalogue)
        links = [
            NoticePage.Link(href: "/", text: say("public"), isFilled: true),
            NoticePage.Link(href: DeskPlace.home, text: say("begin")),
        ]
    }
}
