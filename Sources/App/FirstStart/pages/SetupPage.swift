import Domain

/// The steps of the set-up, with what is set where, and which are done.
struct SetupPage: Page {
    static let template = "pages/setup"
    let title: String
    let heading: String
    let line: String
    let progress: String
    var failure: FormFailure?
    let steps: [Step]
    let later: Later

    /// What the form sends that leaves the page.
    static let later = "later"

    struct Step: PageValues {
        let id: String
        let heading: String
        let told: String
        let ways: [Way]
        let form: NameForm?
        let isDone: Pill?
        let finish: Finish?
    }

    struct Way: PageValues {
        let href: String
        let text: String
    }

    /// Of the practice's name and zone.
    struct NameForm: PageValues {
        let action: String
        let controls: [FormControl]
        let save: String
    }

    /// What it is called for those who hear it without its step.
    struct Finish: PageValues {
        let step: String
        let button: String
        let name: String
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
        let admin: User
        let branding: Branding
        /// The practice's, as it is now.
        let zone: String
        var typed: Form?
        var problem: Problem?
    }

    init(_ view: View, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.setup.\(key)", gaps)
        }
        failure = view.problem.map {
            FormFailure($0, catalogue, labels: ["name": say("name"), "time_zone": say("time_zone")])
        }
        (heading, line) = (say("title"), say("line"))
        title = FormFailure.title(heading, failure, catalogue)
        progress = say("progress", SetupPage.gaps(view.state))
        let form = NameForm(view, failure, catalogue)
        steps = SetupStep.allCases.map { step in
            let isOpen = view.state.open.contains(step)
            let heading = say("step.\(step.rawValue).heading")
            // Of the practice the form itself is the end of the step.
            let finish = Finish(
                step: step.rawValue, button: say("finish"), name: say("finish_named", ["step": heading]))
            return Step(
                id: step.rawValue, heading: heading,
                told: say("step.\(step.rawValue).line", ["email": view.admin.email]), ways: step.ways(catalogue),
                form: isOpen && step == .practice ? form : nil,
                isDone: isOpen ? nil : Pill(say("done"), .tick, .good),
                finish: isOpen && step != .practice ? finish : nil)
        }
        later = Later(word: Self.later, button: say("later"))
    }

    /// What the sentence of the progress has gaps for.
    static func gaps(_ state: SetupState) -> [String: String] {
        ["done": String(state.done), "all": String(SetupStep.allCases.count)]
    }
}

extension SetupPage.NameForm {
    fileprivate init(_ view: SetupPage.View, _ failure: FormFailure?, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.setup.\(key)") }
        action = SetupPages.practicePath
        var name = FormField("name", say("name"), failure: failure)
        name.value = view.typed?.typed("name") ?? view.branding.name ?? ""
        let zone = view.typed?.typed("time_zone") ?? view.zone
        controls = [
            FormControl(short: name),
            FormControl(
                choice: FormChoice("time_zone", say("time_zone"), of: ZoneChoice.options(zone), failure: failure)),
        ]
        save = say("save")
    }
}
