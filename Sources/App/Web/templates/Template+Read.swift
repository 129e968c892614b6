extension Template {
    /// What is open while a template is read: a section, a block or a frame, with what stands in it so far.
    fileprivate struct Open {
        var kind: TemplateTags.Kind?
        var name = ""
        var parts: [Part] = []
        var blocks: [String: [Part]] = [:]
    }

    /// Reads a template of HTML, or of plain text. Throws `TemplateError` where it is none, or does not escape in HTML.
    init(_ text: String, isHTML: Bool) throws {
        var tags = TemplateTags(text)
        var open = [Open()]
        while true {
            let (text, tag) = try tags.next()
            open[open.count - 1].add(.text(Array(text)))
            guard let tag else { break }
            switch tag.kind {
            case .value: open[open.count - 1].add(.value(TemplateName(tag.name), isEscaped: isHTML))
            case .raw:
                if isHTML { throw TemplateError.notEscaped(tag.name) }
                open[open.count - 1].add(.value(TemplateName(tag.name), isEscaped: false))
            case .partial: open[open.count - 1].add(.partial(tag.name, indent: Array(tag.indent)))
            case .section, .inverted, .frame, .block: open.append(Open(kind: tag.kind, name: tag.name))
            case .end: try Self.close(&open, tag.name)
            case .comment, .delimiters: break
            }
        }
        guard open.count == 1 else { throw TemplateError.sectionDoesNotEnd(open[open.count - 1].name) }
        parts = open[0].parts
    }

    private static func close(_ open: inout [Open], _ name: String) throws {
        guard open.count > 1, let last = open.popLast(), last.name == name else { throw TemplateError.wrongEnd(name) }
        let outer = open.count - 1
        switch last.kind {
        case .frame: open[outer].add(.frame(last.name, blocks: last.blocks))
        // What a frame holds beside its blocks is shown nowhere.
        case .block where open[outer].kind == .frame: open[outer].blocks[last.name] = last.parts
        case .block: open[outer].add(.block(last.name, last.parts))
        default: open[outer].add(.section(TemplateName(last.name), isInverted: last.kind == .inverted, last.parts))
        }
    }
}

extension Template.Open {
    /// Texts that follow each other are one.
    fileprivate mutating func add(_ part: Template.Part) {
        guard case .text(let more) = part else { return parts.append(part) }
        guard !more.isEmpty else { return }
        if case .text(let before) = parts.last {
            parts[parts.count - 1] = .text(before + more)
        } else {
            parts.append(part)
        }
    }
}
