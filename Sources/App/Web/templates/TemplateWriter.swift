/// Writes what a template shows, byte after byte.
struct TemplateWriter {
    /// Of partials and frames within each other: one that holds itself ends here.
    static let mostDepth = 32
    private static let usualBytes = 16 * 1024

    private let templates: [String: Template]
    private(set) var bytes: [UInt8] = []
    /// What names are looked up in: the innermost is the last.
    private var shown: [TemplateValue]
    /// What stands in place of the blocks of the frames around.
    private var blocks: [String: [Template.Part]] = [:]
    private var indent: [UInt8] = []
    private var depth = 0

    init(_ templates: [String: Template], _ values: TemplateValues) {
        (self.templates, shown) = (templates, [.values(values)])
        bytes.reserveCapacity(Self.usualBytes)
    }

    mutating func write(_ parts: [Template.Part]) {
        for part in parts {
            switch part {
            case .text(let text): write(text)
            case .value(let name, let isEscaped): write(name, isEscaped: isEscaped)
            case .section(let name, let isInverted, let parts): write(name, isInverted: isInverted, parts)
            case .partial(let name, let indent): write(partial: name, indent: indent)
            case .frame(let name, let inner): write(frame: name, inner)
            case .block(let name, let usual): write(blocks[name] ?? usual)
            }
        }
    }

    private mutating func write(_ text: [UInt8]) {
        guard !indent.isEmpty else { return bytes += text }
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.endIndex
            startLine()
            bytes += text[start..<end]
            start = end
        }
    }

    private mutating func startLine() {
        if !indent.isEmpty, bytes.last == UInt8(ascii: "\n") { bytes += indent }
    }

    private mutating func write(_ name: TemplateName, isEscaped: Bool) {
        guard let value = value(of: name) else { return }
        startLine()
        switch value {
        case .text(let text) where isEscaped: HTMLText.append(text, to: &bytes)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .number(let number): bytes.append(contentsOf: String(number).utf8)
        case .flag(let flag): bytes.append(contentsOf: String(flag).utf8)
        // They have no words.
        case .nothing, .values, .list: break
        }
    }

    private mutating func write(_ name: TemplateName, isInverted: Bool, _ parts: [Template.Part]) {
        let value = value(of: name)
        if isInverted {
            if value?.isNothing ?? true { write(parts) }
            return
        }
        switch value {
        case .none, .nothing, .flag(false): return
        case .flag(true): write(parts)
        case .list(let list): for element in list { write(parts, about: element) }
        case .some(let value): write(parts, about: value)
        }
    }

    private mutating func write(_ parts: [Template.Part], about value: TemplateValue) {
        shown.append(value)
        write(parts)
        shown.removeLast()
    }

    private mutating func write(partial name: String, indent more: [UInt8]) {
        guard let template = templates[name], depth < Self.mostDepth else { return }
        let before = indent
        bytes += more
        indent += more
        depth += 1
        write(template.parts)
        depth -= 1
        indent = before
    }

    private mutating func write(frame name: String, _ inner: [String: [Template.Part]]) {
        let before = blocks
        // The outermost says what a block holds.
        blocks.merge(inner) { outer, _ in outer }
        write(partial: name, indent: [])
        blocks = before
    }

    /// Of the innermost of what is shown that has the name.
    private func value(of name: TemplateName) -> TemplateValue? {
        guard !name.isPresent else { return shown.last }
        for place in shown.indices.reversed() {
            guard case .values(let values) = shown[place], var found = values[name.first] else { continue }
            for part in name.others {
                guard case .values(let inner) = found, let next = inner[part] else { return nil }
                found = next
            }
            return found
        }
        return nil
    }
}

extension TemplateValue {
    fileprivate var isNothing: Bool {
        switch self {
        case .nothing: true
        case .flag(let flag): !flag
        case .list(let list): list.isEmpty
        case .text, .number, .values: false
        }
    }
}
