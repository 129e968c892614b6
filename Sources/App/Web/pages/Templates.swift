import Foundation
import Mustache

/// The mustache templates of pages and mails: compiled in, and replaceable one by one by files in `TEMPLATES_DIR`.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Reads them all. Names are whole paths without the ending, such as `mails/booking.html`, in partials too.
    /// Throws `SettingError` for a file of the folder that is no template or that gives up escaping.
    package init(folder: String? = nil) throws {
        var templates = try Self.compiledIn.get()
        if let folder {
            for name in Self.names {
                guard let own = try OwnTemplate.text(of: name, in: folder) else { continue }
                templates[Self.key(name)] = try Self.template(own, name)
            }
        }
        for (short, name) in OwnTemplate.shortNames { templates[short] = templates[Self.key(name)] }
        library = MustacheLibrary(templates: templates)
    }

    /// Renders a template that this program has; `values` are texts, lists and nested dictionaries of them.
    package func render(_ name: String, _ values: [String: Any]) -> String {
        guard let text = library.render(TemplateValues(values: values), withTemplate: Self.key(name)) else {
            preconditionFailure("there is no template \(name)")
        }
        return text
    }

    private static let ending = ".mustache"
    private static let names = EmbeddedFile.names.filter { $0.hasSuffix(ending) }
        .map { String($0.dropLast(ending.count)) }

    /// Read once in a process: it takes a tenth of a second, and tests make many servers.
    private static let compiledIn = Result {
        _ = HTMLText.registered
        return try Dictionary(
            uniqueKeysWithValues: names.map { (key($0), try template(EmbeddedFile.text($0 + ending), $0)) })
    }

    private static func template(_ text: String, _ name: String) throws -> MustacheTemplate {
        // A partial does not inherit the type of the template around it, so that every file gets its own line.
        let type = name.hasSuffix(".txt") ? "TEXT" : HTMLText.name
        return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(type)}}\n" + flat(text))
    }

    /// The name under which the library knows a template: the end of a block (`{{/pages/page}}`) may have no slash.
    private static func key(_ name: String) -> String { name.replacing("/", with: "?") }

    /// With the paths of partials and of blocks written as keys.
    static func flat(_ text: String) -> String {
        text.replacing(/\{\{([<>\/])\s*([\w.\-]+\/[\w.\-\/]+)\s*\}\}/) {
            "{{\($0.output.1)\(key(String($0.output.2)))}}"
        }
    }
}
