import Hummingbird

/// The style sheet and the script of the pages. Their addresses hold a hash of their bytes, so that browsers keep them
/// for ever and never have old ones.
struct Assets: Sendable {
    let styleSheet = Asset(
        "style", "css", type: "text/css; charset=utf-8",
        of: [
            "tokens",
            "elements",
            "layout",
            "parts",
            "fields",
            "tables",
            "slip",
            "stub",
            "picker",
            "embed",
            "checkout",
            "booking",
            "lobby",
            "desk-bookings",
            "rail",
            "why",
            "hours",
            "controls",
            "today",
            "week",
            "stats",
            "door",
            "pay",
            "factor",
            "check",
            "guide",
            "reference",
            "older",
            "print",
        ])
    let script = Asset(
        "script", "js", type: "text/javascript; charset=utf-8",
        of: [
            "first",
            "once",
            "ring",
            "live",
            "entrance",
            "hold",
            "pay",
            "picker",
            "people",
            "brand",
            "documents",
        ])

    /// The style sheet with a practice's own colour in a layer that wins over all others.
    func styleSheet(in accent: AccentColour?) -> Asset {
        guard let accent else { return styleSheet }
        let tokens = accent.tokens
        let light = tokens.map { "--\($0.name): \($0.light);" }.joined(separator: " ")
        let both = tokens.map { "--\($0.name): light-dark(\($0.light), \($0.dark));" }.joined(separator: " ")
        return styleSheet.followed(
            by: """
                @layer brand {
                  :root { \(light) }
                  @supports (color:light-dark(red, red)) and (color:oklch(from red l c h)) { :root { \(both) } }
                }

                """)
    }

    /// The letter that stands for a practice, in its colour.
    func icon(_ letter: String, in accent: AccentColour?) -> Asset {
        Asset(
            "icon", "svg", type: "image/svg+xml",
            text: """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" \
                fill="\(accent?.onWhite ?? Self.ownColour)"/><text x="32" y="45" text-anchor="middle" \
                font-family="Palatino, serif" font-size="38" fill="#fff">\(HTMLText.escaped(letter))</text></svg>
                """)
    }

    /// The style sheet's accent, where a practice has none of its own.
    static let ownColour = "#095b46"

    /// The asset of a name with its hash; nil where there is none of it, or of an older hash.
    func named(_ name: String) -> Asset? {
        [styleSheet, script].first { $0.path == Asset.folder + name }
    }
}

/// A few files that a browser gets as one.
struct Asset: Sendable {
    static let folder = "/assets/"
    /// How long a file may be kept whose name holds a hash of it: a year.
    static let longSeconds = 31_536_000

    let path: String
    private let text: StaticText
    private let source: Source

    private struct Source: Sendable {
        let kind, ending, type, text: String
    }

    /// Of the files in this order: `pages/style/tokens.css` and so on.
    init(_ kind: String, _ ending: String, type: String, of files: [String]) {
        let text = files.map { EmbeddedFile.text("pages/\(kind)/\($0).\(ending)") }.joined()
        self.init(Source(kind: kind, ending: ending, type: type, text: text))
    }

    init(_ kind: String, _ ending: String, type: String, text: String) {
        self.init(Source(kind: kind, ending: ending, type: type, text: text))
    }

    private init(_ source: Source) {
        self.source = source
        text = StaticText(source.text, type: source.type)
        path = "\(Self.folder)\(source.kind)-\(text.tag).\(source.ending)"
    }

    /// The same with more at its end.
    func followed(by more: String) -> Asset {
        Asset(Source(kind: source.kind, ending: source.ending, type: source.type, text: source.text + more))
    }

    /// The answer, which may be kept for so many seconds.
    func response(to request: Request, keptFor seconds: Int, isPresentForEver: Bool = false) -> Response {
        var response = text.response(to: request)
        response.headers[.cacheControl] = "public, max-age=\(seconds)" + (isPresentForEver ? ", immutable" : "")
        return response
    }
}
