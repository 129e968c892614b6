import Domain

/// The step of the set-up that is worked at: what is set, what can be set here, and where there is more.
struct SetupSheet: PageValues {
    let number: String
    let stepHeading: String
    let told: String
    let standing: String
    /// What settings say, with the lines for informat.env.
    let findings: Findings?
    let form: SetupForm?
    let send: Send?
    let ways: [NoticePage.Link]
    let finish: Finish?
    let next: NoticePage.Link?

    struct Findings: PageValues {
        let list: [CheckPage.Line]
    }

    /// The button of the test mail, and the way to look what has become of it.
    struct Send: PageValues {
        let to: String
        let button: String
        let again: String
        let here: String
    }

    struct Finish: PageValues {
        let step: String
        let button: String
    }
}

extension SetupSheet {
    init(_ step: SetupStep, _ view: SetupPage.View, _ words: SetupWords) {
        let isOpen = view.state.open.contains(step)
        number = words.say("number", ["number": String(step.number), "all": String(SetupStep.allCases.count)])
        stepHeading = words.say("step.\(step.rawValue).heading")
        told = words.say("step.\(step.rawValue).line")
        standing = words.standing(step)
        let found: [Doctor.Finding] =
            switch step {
            case .mail: view.facts.isProved ? [] : [words.atOnce.mail]
            case .meetings: words.atOnce.meetings + [words.atOnce.payment]
            default: []
            }
        findings = found.isEmpty ? nil : Findings(list: found.map { CheckPage.Line($0, words.catalogue) })
        form = SetupForm(step, view, words)
        send = step == .mail ? Send(view.facts, words) : nil
        ways = Self.ways(step, isOpen: isOpen, words)
        finish = isOpen && step.isSaidDone ? Finish(step: step.rawValue, button: words.say("finish")) : nil
        next = view.state.next(after: step).map { next in
            let heading = words.say("step.\(next.rawValue).heading")
            return NoticePage.Link(href: SetupPages.path(of: next), text: words.say("go_on", ["step": heading]))
        }
    }

    /// Where the same is changed later, and the rest of it.
    private static func ways(_ step: SetupStep, isOpen: Bool, _ words: SetupWords) -> [NoticePage.Link] {
        let next = NextPath(OwnPath(SetupPages.path(of: step)))
        func way(_ name: String, _ path: String) -> NoticePage.Link {
            NoticePage.Link(href: path, text: words.say("way.\(name)"))
        }
        switch step {
        // While it is open, its form does both.
        case .account: return isOpen ? [] : [way("email", "/account/email"), way("password", "/account/password")]
        case .practice: return [way("branding", DeskPlace.branding.path + next.query)]
        case .hours: return [way("hours", DeskPlace.hours.path + next.query)]
        case .service:
            let service = words.facts.offering?.service.id
            let more = service.map { way("service", ServiceEditPages.path(of: $0) + next.query) }
            return [more, way("services", DeskPlace.services.path)].compactMap(\.self)
        case .mail: return [way("mails", DeskPlace.mails.path), way("check", DeskPlace.check.path)]
        case .meetings: return [way("check", DeskPlace.check.path)]
        case .texts:
            return LegalText.Kind.allCases.map {
                let name = words.catalogue.sentence("page.legal.\($0.rawValue)")
                return NoticePage.Link(href: LegalTextPages.path(of: $0, backTo: next), text: name)
            }
        }
    }
}

extension SetupSheet.Send {
    /// Nil where nothing is to be proved, or no mail reaches anybody.
    init?(_ facts: SetupFacts, _ words: SetupWords) {
        guard !facts.isProved, let address = facts.address else { return nil }
        to = words.say("send_to", ["email": address])
        let wasSent = facts.mail.map { $0.address == facts.wishedEmail } ?? false
        button = words.say(wasSent ? "send_again" : "send")
        (again, here) = (words.say("look_again"), SetupPages.path(of: .mail))
    }
}
