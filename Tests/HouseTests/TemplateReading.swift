/// Reads a page's template as it would be rendered, and notes which properties it names.
struct TemplateReading {
    let structs: PageStructs
    let templates: [String: String]
    private(set) var faults: [String] = []
    /// `ReceiptPage.total` for each property that was named.
    private(set) var named: Set<String> = []

    /// What is in reach at a place of a template, the innermost last; a text has no names.
    private enum Scope: Equatable {
        case values(String)
        case text
        /// Of a flag, or of what is shown where something is not there.
        case nothing
    }

    /// What Web tells to every page.
    private static let everywhere = ["language": "String", "frame": "Frame"]
    private static let mostDepth = 8

    init(_ structs: PageStructs, _ templates: [String: String]) {
        self.structs = structs
        self.templates = templates
    }

    mutating func read(_ page: String) {
        guard let template = structs.templates[page] else { return faults.append("\(page) has no template") }
        read(template, [.values(page)], depth: 0)
    }

    private mutating func read(_ template: String, _ outer: [Scope], depth: Int) {
        guard let text = templates[template], depth < Self.mostDepth else {
            return faults.append("there is no template \(template)")
        }
        var scopes = outer
        for tag in text.matches(of: /\{\{(?<sign>[#^\/<>$]?)\s*(?<name>[\w.\-\/]+)\s*\}\}/) {
            let name = String(tag.name)
            switch tag.sign {
            case ">", "<":
                read(name, tag.sign == "<" ? Array(scopes.prefix(1)) : scopes, depth: depth + 1)
                if tag.sign == "<" { scopes.append(.nothing) }
            case "$": scopes.append(.nothing)
            case "/": scopes.removeLast()
            case "#": scopes.append(section(name, scopes, template))
            case "^":
                _ = find(name, scopes, template)
                scopes.append(.nothing)
            default: variable(name, scopes, template)
            }
        }
        if scopes != outer { faults.append("\(template): sections do not end") }
    }

    private mutating func section(_ name: String, _ scopes: [Scope], _ template: String) -> Scope {
        guard let (type, owner) = find(name, scopes, template) else { return .nothing }
        if let values = structs.owner(of: type, within: owner) { return .values(values) }
        return PageStructs.bare(type) == "Bool" ? .nothing : .text
    }

    private mutating func variable(_ name: String, _ scopes: [Scope], _ template: String) {
        if name == "." {
            if scopes.last(where: { $0 != .nothing }) != .text { faults.append("\(template): {{.}} is no text") }
        } else if let (type, _) = find(name, scopes, template), !["String", "String?", "Int", "Int?"].contains(type) {
            faults.append("\(template): {{\(name)}} is no text but \(type)")
        }
    }

    /// The type of what a name means, and the struct in which it is written.
    private mutating func find(_ name: String, _ scopes: [Scope], _ template: String) -> (String, String)? {
        let parts = name.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        if let type = Self.everywhere[first] { return follow(parts.dropFirst(), from: type, in: "", template) }
        for case .values(let owner) in scopes.reversed() {
            guard let type = structs.type(of: first, in: owner) else { continue }
            named.insert("\(owner).\(first)")
            return follow(parts.dropFirst(), from: type, in: owner, template)
        }
        faults.append("\(template): {{\(name)}} is no property of \(scopes)")
        return nil
    }

    /// From a value to one within it: `frame.notice`.
    private mutating func follow(
        _ parts: ArraySlice<String>, from type: String, in owner: String, _ template: String
    ) -> (String, String)? {
        var (type, owner) = (type, owner)
        for part in parts {
            guard let inner = structs.owner(of: type, within: owner), let next = structs.type(of: part, in: inner)
            else {
                faults.append("\(template): {{\(part)}} is no property of \(type)")
                return nil
            }
            (type, owner) = (next, inner)
            named.insert("\(owner).\(part)")
        }
        return (type, owner)
    }
}
