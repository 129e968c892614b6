import Hummingbird

/// The style sheet and the script of the pages. Their addresses hold a hash of their bytes, so that browsers keep them
/// for ever and never have old ones.
struct Assets: Sendable {
    let styleSheet = Asset(
        "style", "css", type: "text/css; charset=utf-8",
        of: [
            "tokens", "elements", "layout", "parts", "fields", "tables", "slip", "lobby", "door", "reference", "older",
            "print",
        ])
    let script = Asset(
        "script", "js", type: "text/javascript; charset=utf-8", of: ["first", "once", "ring", "live", "entrance"])

    /// The asset of a name with its hash; nil where there is none of it, or of an older hash.
    func named(_ name: String) -> Asset? {
        [styleSheet, script].first { $0.path == Asset.folder + name }
    }
}

/// A few files that a browser gets as one.
struct Asset: Sendable {
    static let folder = "/assets/"

    let path: String
    private let text: StaticText

    /// Of the files in this order: `pages/style/tokens.css` and so on.
    init(_ kind: String, _ ending: String, type: String, of files: [String]) {
        text = StaticText(files.map { EmbeddedFile.text("pages/\(kind)/\($0).\(ending)") }.joined(), type: type)
        path = "\(Self.folder)\(kind)-\(text.tag).\(ending)"
    }

    /// The answer, which may be kept for so many seconds.
    func response(keptFor seconds: Int, isPresentForEver: Bool = false) -> Response {
        var response = text.response
        response.headers[.cacheControl] = "public, max-age=\(seconds)" + (isPresentForEver ? ", immutable" : "")
        return response
    }
}
