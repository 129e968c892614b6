/// A mustache template that has been read: text, and tags between.
struct Template: Sendable {
    /// One part after the other.
    indirect enum Part: Sendable {
        case text([UInt8])
        /// What stands for a name, as it is only in plain text.
        case value(TemplateName, isEscaped: Bool)
        /// For each of a list, or once where there is something; `isInverted` where there is nothing.
        case section(TemplateName, isInverted: Bool, [Part])
        /// Another template; each of its lines begins with what stood before the tag, where that had a line of its own.
        case partial(String, indent: [UInt8])
        /// Another template, whose blocks of these names are replaced.
        case frame(String, blocks: [String: [Part]])
        case block(String, [Part])
    }

    let parts: [Part]

    /// The block of the frame that each page fills.
    static let content = "content"

    /// What replaces a block of the frame in which the whole template stands; nil where it stands in none.
    func block(_ name: String) -> [Part]? {
        for case .frame(_, let blocks) in parts { return blocks[name] }
        return nil
    }

    /// Whether its content names what the frame knows of a person or of the address, itself or by a partial.
    func isPersonal(among templates: [String: Template]) -> Bool {
        func names(_ parts: [Part], _ depth: Int) -> Bool {
            depth > TemplateWriter.mostDepth
                || parts.contains { part in
                    switch part {
                    case .text: false
                    case .value(let name, _): name.isOfPerson
                    case .section(let name, _, let inner): name.isOfPerson || names(inner, depth)
                    case .partial(let name, _): names(templates[name]?.parts ?? [], depth + 1)
                    case .frame(_, let blocks): blocks.values.contains { names($0, depth) }
                    case .block(_, let inner): names(inner, depth)
                    }
                }
        }
        return names(block(Self.content) ?? [], 0)
    }

    /// Its parts, where another content stands in their frame if one is given.
    func with(_ content: [UInt8]?) -> [Part] {
        guard let content else { return parts }
        return parts.map { part in
            guard case .frame(let name, var blocks) = part else { return part }
            blocks[Self.content] = [.text(content)]
            return .frame(name, blocks: blocks)
        }
    }
}

/// A name in a template, such as `frame.skip`; `.` is what is shown just now.
struct TemplateName: Sendable, Equatable {
    let first: String
    let others: [String]

    init(_ text: String) {
        let names = text == "." ? ["."] : text.split(separator: ".").map(String.init)
        (first, others) = (names.first ?? ".", Array(names.dropFirst()))
    }

    var isPresent: Bool { first == "." }

    /// Of the frame's values; what has just been done is no page's that is kept.
    fileprivate var isOfPerson: Bool {
        first == "frame" && !["notice", "practice", "initial", "logo"].contains(others.first)
    }
}

/// Why a text is no template.
enum TemplateError: Error, Equatable {
    /// The closing delimiter is missing.
    case tagDoesNotEnd
    /// There is no such tag, or no such name.
    case unknownTag(String)
    /// A section, a block or a frame without its end, or an end without its beginning.
    case sectionDoesNotEnd(String)
    case wrongEnd(String)
    /// In HTML each value is escaped.
    case notEscaped(String)
}
