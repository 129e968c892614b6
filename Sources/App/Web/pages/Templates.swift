import Foundation
import Mustache

/// The mustache templates of pages and mails: compiled in, and replaceable one by one by files in `TEMPLATES_DIR`.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Names are paths without the ending, such as `mails/booking.html`; a partial is named by its last part.
    /// Throws `SettingError` for a file of the folder that is no template or that gives up escaping.
    package init(folder: String? = nil) throws {
        _ = HTMLText.registered
        var templates: [String: MustacheTemplate] = [:]
        for file in EmbeddedFile.names where file.hasSuffix(".mustache") {
            let name = String(file.dropLast(".mustache".count))
            let own = try folder.flatMap { try Self.own(name, in: $0) }
            templates[Self.key(name)] = try Self.template(own ?? EmbeddedFile.text(file), name)
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Renders a template that this program has; `values` are texts, lists and nested dictionaries of them.
    package func render(_ name: String, _ values: [String: Any]) -> String {
        guard let text = library.render(values, withTemplate: Self.key(name)) else {
            preconditionFailure("there is no template \(name)")
        }
        return text
    }

    private static func key(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

    private static func template(_ text: String, _ name: String) throws -> MustacheTemplate {
        // A partial does not inherit the type of the template around it, so that every file gets its own line.
        let type = name.hasSuffix(".txt") ? "TEXT" : HTMLText.name
        return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(type)}}\n" + dotless(text))
    }

    /// `{{.JoinURL}}` is another spelling of `{{JoinURL}}`.
    private static func dotless(_ text: String) -> String {
        text.replacing(/\{\{([#^\/]?)\s*\.(?=[A-Za-z])/) { "{{\($0.output.1)" }
    }

    /// A template that the practice has put into its folder.
    private static func own(_ name: String, in folder: String) throws -> String? {
        let path = "\(folder)/\(name).mustache"
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        // With delimiters of its own a template could write {{{…}}} in a way that is not seen here.
        let escapesAll = !["{{{", "{{&", "{{=", "CONTENT_TYPE"].contains(where: text.contains)
        guard escapesAll || name.hasSuffix(".txt") else {
            throw SettingError(
                "TEMPLATES_DIR",
                "\(name).mustache must not use {{{…}}}, {{&…}}, {{=…=}} or CONTENT_TYPE: names could carry scripts.")
        }
        do { _ = try MustacheTemplate(string: dotless(text)) } catch {
            throw SettingError("TEMPLATES_DIR", "\(name).mustache is no mustache template: \(error).")
        }
        return text
    }
}
