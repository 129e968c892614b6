import Foundation

/// A template that the practice has put into its folder. Those that were written for an older release go on working.
enum OwnTemplate {
    /// Templates that could once be named, as partials and as the frame, by the last part of their path.
    static let shortNames: [String: String] = [
        "account.html": "mails/account.html", "account.txt": "mails/account.txt",
        "booking.html": "mails/booking.html", "booking.txt": "mails/booking.txt",
        "form": "pages/form", "notice": "pages/notice", "page": "pages/page", "receipt": "pages/receipt",
        "reference": "pages/reference",
    ]
    /// Names of values that have another name by now.
    private static let renamed: [String: [String: String]] = ["pages/receipt": ["total_label": "totalLabel"]]

    /// Templates whose part another one had.
    private static let formerly = ["pages/problem": "pages/notice"]

    /// A template, where the folder has one of that name. Throws `SettingError` where it cannot be used.
    static func read(_ name: String, in folder: String) throws -> Template? {
        let path = "\(folder)/\(name).mustache"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            return try formerly[name].flatMap { try Self.read($0, in: folder) }
        }
        let text = inPresentNames(String(decoding: bytes, as: UTF8.self), of: name)
        do { return try Template(text, isHTML: Templates.isHTML(name)) } catch TemplateError.notEscaped(let tag) {
            throw SettingError(
                "TEMPLATES_DIR",
                "\(name).mustache must not show \(tag) by {{{…}}} or {{&…}}: names could carry scripts.")
        } catch {
            throw SettingError("TEMPLATES_DIR", "\(name).mustache is no mustache template: \(error).")
        }
    }

    /// `{{.JoinURL}}` is another spelling of `{{JoinURL}}`, and a value's older name one of its present name.
    private static func inPresentNames(_ text: String, of template: String) -> String {
        var text = text.replacing(/\{\{([#^\/]?)\s*\.(?=[A-Za-z])/) { "{{\($0.output.1)" }
        if template == "pages/form", !text.contains("failure") {
            // The first release told on another page why a form did not work.
            text = text.replacing("<form", with: "{{> pages/failure}}<form")
        }
        // The frame's skip link leads there.
        text = text.replacing(/<main(?![^>]*\sid=)/) { _ in "<main id=\"main\" tabindex=\"-1\"" }
        for (old, present) in renamed[template] ?? [:] {
            text = text.replacing("{{\(old)}}", with: "{{\(present)}}")
        }
        return text
    }
}
