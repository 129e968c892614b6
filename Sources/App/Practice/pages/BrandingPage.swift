import Domain

/// How the practice shows itself, for admins: all that they may say of it, and how it looks.
struct BrandingPage: Page {
    static let template = "pages/branding"
    static let place: DeskPlace? = .branding
    let title: String
    let heading: String
    let line: String
    var failure: FormFailure?
    let action: String
    let groups: [FormControlGroup]
    let save: String
    let look: FormDeed
    let preview: ColourPreview
    /// Nil where something is wrong, so that there is nothing to look at.
    let letter: LetterFrame?
    let sign: Sign
    let law: LawLinks
    let frames: FrameLines

    /// A mail, in a frame.
    struct LetterFrame: PageValues {
        let source: String
        let name: String
    }

    /// The logo, and the forms that set it and take it away.
    struct Sign: PageValues {
        let signHeading: String
        let signLine: String
        let file: String
        let send: String
        let picture: Picture?

        struct Picture: PageValues {
            let source: String
            let remove: String
        }
    }

    /// The ways to the texts that the law wants.
    struct LawLinks: PageValues {
        let lawHeading: String
        let lawLine: String
        let kinds: [Kind]

        struct Kind: PageValues {
            let href: String
            let text: String
            let said: String
        }
    }

    /// The line of HTML that shows a service's times on another site.
    struct FrameLines: PageValues {
        let frameHeading: String
        let frameLine: String
        let lines: [Line]

        struct Line: PageValues {
            let service: String
            let html: String
        }
    }
}

extension BrandingPage {
    /// What is shown: as it is stored, or as it was typed.
    struct View {
        let stored: Branding
        let typed: TypedBranding
        let offered: [Offering]
        let links: Links
        /// Where it leads once it is saved.
        let next: NextPath
        var problem: Problem?
    }

    init(_ view: View, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.branding.\(key)", gaps)
        }
        let colour = AccentColour(view.typed.form.typed("accent"))
        let fields = BrandingFields(
            typed: view.typed, swatch: colour ?? view.stored.accent, problem: view.problem, catalogue: catalogue)
        failure = fields.failure
        (heading, line) = (say("title"), say("line"))
        title = FormFailure.title(heading, failure, catalogue)
        action = BrandingPages.path + view.next.query
        groups = fields.groups
        save = say("save")
        look = FormDeed(deed: "preview", words: say("look"), place: action + "#preview")
        preview = ColourPreview(colour, catalogue)
        let looks = TypedBranding.looks.map { (name: $0, value: view.typed.form.typed($0)) }
        letter =
            view.problem != nil
            ? nil
            : LetterFrame(
                source: PagePath(path: BrandingPages.letterPath, query: looks.filter { !$0.value.isEmpty }).text,
                name: say("letter.title"))
        sign = Sign(
            signHeading: say("logo"), signLine: say("logo_line"), file: say("logo_file"), send: say("logo_send"),
            picture: view.stored.logo.map { .init(source: LogoFile.path($0), remove: say("logo_remove")) })
        law = LawLinks(
            lawHeading: say("law"), lawLine: say("law_line"),
            kinds: LegalText.Kind.allCases.map { kind in
                let key =
                    switch view.stored[kind] {
                    case nil: "law_none"
                    case .url: "law_url"
                    case .text: "law_text"
                    }
                return .init(
                    href: LegalTextPages.path(of: kind), text: catalogue.sentence("page.legal.\(kind.rawValue)"),
                    said: say(key))
            })
        frames = FrameLines(
            frameHeading: say("frames"),
            frameLine: say(view.stored.embedOrigins.isEmpty ? "frames_none" : "frames_line"),
            lines: view.offered.map { offering in
                .init(
                    service: offering.service.title,
                    html: Self.frame(of: view.links.frame(of: offering.service), say("frame_title")))
            })
    }

    /// As docs/FRONTEND.md has it.
    private static func frame(of address: String, _ title: String) -> String {
        #"<iframe src="\#(address)" title="\#(title)" width="100%" height="640" loading="lazy"></iframe>"#
    }
}
