import NIOCore

/// The mustache templates of pages and mails: compiled in, and replaceable one by one by files in `TEMPLATES_DIR`.
package struct Templates: Sendable {
    private let templates: [String: Template]
    /// Those whose content is another one for each person.
    private let personal: Set<String>

    /// Reads them all. Names are whole paths without the ending, such as `mails/booking.html`, in partials too.
    /// Throws `SettingError` for a file of the folder that is no template or that gives up escaping.
    package init(folder: String? = nil) throws {
        var templates = try Self.compiledIn.get()
        if let folder {
            for name in Self.names {
                if let own = try OwnTemplate.read(name, in: folder) { templates[name] = own }
            }
        }
        for (short, name) in OwnTemplate.shortNames { templates[short] = templates[name] }
        self.templates = templates
        personal = Set(templates.keys.filter { templates[$0]?.isPersonal(among: templates) ?? false })
    }

    private static let ending = ".mustache"
    private static let names = EmbeddedFile.names.filter { $0.hasSuffix(ending) }
        .map { String($0.dropLast(ending.count)) }

    /// Read once in a process: tests make many servers.
    private static let compiledIn = Result {
        try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try Template(EmbeddedFile.text($0 + ending), isHTML: isHTML($0))) })
    }

    /// Whether a template's values are escaped: all are but those of plain mails.
    static func isHTML(_ name: String) -> Bool { !name.hasSuffix(".txt") }

    /// Renders a template that this program has; `values` are texts, lists and nested dictionaries of them.
    package func render(_ name: String, _ values: [String: Any]) -> String {
        render(name, TemplateValues(values))
    }

    func render(_ name: String, _ values: TemplateValues) -> String {
        String(buffer: bytes(name, values))
    }

    /// The same as bytes. `content`, where it is given, stands in place of the block of that name.
    func bytes(_ name: String, _ values: TemplateValues, content: [UInt8]? = nil) -> ByteBuffer {
        var writer = TemplateWriter(templates, values)
        writer.write(template(name).with(content))
        return ByteBuffer(bytes: writer.bytes)
    }

    /// What a page's template puts into the block `content` of its frame; nil where it stands in none.
    func content(_ name: String, _ values: TemplateValues) -> [UInt8]? {
        guard let parts = template(name).block(Template.content) else { return nil }
        var writer = TemplateWriter(templates, values)
        writer.write(parts)
        return writer.bytes
    }

    /// Whether all are shown the same content who are shown the same values.
    func isSameForAll(_ name: String) -> Bool { !personal.contains(name) }

    private func template(_ name: String) -> Template {
        guard let template = templates[name] else { preconditionFailure("there is no template \(name)") }
        return template
    }
}
