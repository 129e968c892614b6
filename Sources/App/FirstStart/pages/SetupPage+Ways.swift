extension SetupStep {
    /// Where it is set.
    func ways(_ catalogue: Catalogue) -> [SetupPage.Way] {
        func way(_ name: String, _ path: String) -> SetupPage.Way {
            SetupPage.Way(href: path, text: catalogue.sentence("page.setup.way.\(name)"))
        }
        return switch self {
        case .account: [way("email", "/account/email"), way("password", "/account/password")]
        case .practice: [way("branding", DeskPlace.branding.path)]
        case .hours: [way("hours", DeskPlace.hours.path)]
        case .service: [way("services", DeskPlace.services.path)]
        case .mail: [way("mails", DeskPlace.mails.path), way("check", DeskPlace.check.path)]
        case .meetings: [way("check", DeskPlace.check.path)]
        case .texts:
            LegalText.Kind.allCases.map {
                SetupPage.Way(
                    href: LegalTextPages.path(of: $0), text: catalogue.sentence("page.legal.\($0.rawValue)"))
            }
        }
    }
}
