import Synchronization

/// What mails show of the branding and what takes long to work out: once for each version of it, since a reminder
/// costs less than its colours.
final class MailLook: Sendable {
    struct Made: Sendable {
        fileprivate let version: Int64
        /// By the names that templates have for them.
        let colours: [String: String]
        /// The path of the practice's logo.
        let logo: String?
    }

    // A lock, because mails are made on many threads.
    private let memory = Mutex(Made?.none)

    func of(_ branding: Branding) -> Made {
        memory.withLock { known in
            if let known, known.version == branding.version { return known }
            let made = Made(
                version: branding.version, colours: branding.accent.map(Self.colours) ?? Self.ownColours,
                logo: branding.logo.map(LogoFile.path))
            known = made
            return made
        }
    }

    /// A mail has no style sheet to name a colour in: each is written out, for light and for dark.
    private static func colours(_ accent: AccentColour) -> [String: String] {
        var colours: [String: String] = [:]
        for (names, token) in zip(names, accent.tokens) {
            (colours[names.light], colours[names.dark]) = (token.light, token.dark)
        }
        return colours
    }

    /// In the order of `AccentColour.tokens`.
    private static let names: [(light: String, dark: String)] = [
        ("Accent", "DarkAccent"), ("OnAccent", "DarkOnAccent"), ("Link", "DarkLink"), ("Stub", "DarkStub"),
        ("OnStub", "DarkOnStub"),
    ]

    /// Of a practice that has given no colour: those of pages/style/tokens.css.
    private static let ownColours = [
        "Accent": "#095b46", "OnAccent": "#ffffff", "Link": "#035541", "Stub": "#094335", "OnStub": "#effaf4",
        "DarkAccent": "#7adab7", "DarkOnAccent": "#001b15", "DarkLink": "#85e0be", "DarkStub": "#0c372d",
        "DarkOnStub": "#e6f2ec",
    ]
}
