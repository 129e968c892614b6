/// How the practice's colour looks on a light and on a dark page, and how well it can be read, as measured.
struct ColourPreview: PageValues {
    let previewHeading: String
    /// One of both: how well all of it can be read, or that the practice has no colour of its own.
    let measured: Measured?
    let noColour: String?
    let looks: [Look]

    struct Measured: PageValues {
        let strong: String
        let rest: String
        /// That the colour had to be darkened.
        let changed: String?
    }

    /// The stub of a slip, a button and a link, in colours that are written out: a page can name no style of its own.
    struct Look: PageValues {
        let scheme: String
        let ground: String
        let ink: String
        let accent: String
        let onAccent: String
        let link: String
        let stub: String
        let onStub: String
        let day: String
        let button: String
        let sentence: String
    }

    /// Of a practice that has given none.
    private static let own = AccentColour(Assets.ownColour)

    init(_ colour: AccentColour?, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.branding.\(key)", gaps)
        }
        previewHeading = say("preview")
        noColour = colour == nil ? say("no_colour") : nil
        measured = colour.map { Measured($0, catalogue) }
        looks =
            (colour ?? Self.own).map { colour in
                let tokens = colour.tokens
                return [
                    Look("light", SeenColour.paper.hex, "#17211f", tokens.map(\.light), say),
                    Look("dark", SeenColour.darkSurface.hex, "#e9efec", tokens.map(\.dark), say),
                ]
            } ?? []
    }
}

extension ColourPreview.Look {
    /// `tokens` in the order of `AccentColour.tokens`.
    fileprivate init(
        _ scheme: String, _ ground: String, _ ink: String, _ tokens: [String],
        _ say: (String, [String: String]) -> String
    ) {
        self.scheme = say("scheme.\(scheme)", [:])
        (self.ground, self.ink) = (ground, ink)
        (accent, onAccent, link, stub, onStub) = (tokens[0], tokens[1], tokens[2], tokens[3], tokens[4])
        (day, button, sentence) = (say("sample.day", [:]), say("sample.button", [:]), say("sample.link", [:]))
    }
}

extension ColourPreview.Measured {
    fileprivate init(_ colour: AccentColour, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.branding.\(key)", gaps)
        }
        func ratio(_ contrast: Double) -> String {
            AccentColour.tenths(contrast).replacing(".", with: catalogue.sentence("money.decimal"))
        }
        let (light, dark) = colour.contrasts
        strong = say("measured", ["button": ratio(light.button), "link": ratio(light.link)])
        rest = say("measured_dark", ["button": ratio(dark.button), "link": ratio(dark.link)])
        changed = colour.onWhite == colour.hex ? nil : say("darkened", ["colour": colour.onWhite])
    }
}
