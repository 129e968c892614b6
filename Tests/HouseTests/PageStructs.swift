/// The structs of the sources that templates show, with the types of their properties.
struct PageStructs {
    /// By the whole name, such as `ReceiptPage.Row`.
    private(set) var properties: [String: [String: String]] = [:]
    /// The template of each page, by the name of its struct.
    private(set) var templates: [String: String] = [:]

    init(_ files: [SourceFile]) {
        for file in files where file.text.contains(": Page") { read(file) }
    }

    /// The type of a property; nil where there is none.
    func type(of property: String, in owner: String) -> String? { properties[owner]?[property] }

    /// The whole name of the struct behind a type as it is written within another: `[Row]?` in ReceiptPage.
    func owner(of type: String, within outer: String) -> String? {
        var places = outer.split(separator: ".").map(String.init)
        while true {
            let name = (places + [Self.bare(type)]).joined(separator: ".")
            if properties[name] != nil { return name }
            guard places.popLast() != nil else { return nil }
        }
    }

    /// `Row` of `[Row]` and `Row?`.
    static func bare(_ type: String) -> String { type.filter { !"[]?".contains($0) } }

    private mutating func read(_ file: SourceFile) {
        let head = /^( *)(?:\w+ )*?struct (?<name>\w+)(?:: (?<kinds>[\w, ]+))? \{$/
        let property = /^( *)(?:private |package )?(?:let|var) (?<name>\w+): (?<type>[^={]+?)(?: = .*)?$/
        var open: [(indent: Int, name: String, isShown: Bool)] = []
        for (code, line) in zip(SwiftText(file.text).codeLines, file.lines) {
            if let match = code.wholeMatch(of: head) {
                let name = ((open.last.map { [$0.name] } ?? []) + [String(match.name)]).joined(separator: ".")
                let kinds = (match.kinds ?? "").split { ", ".contains($0) }
                let isShown = kinds.contains("Page") || kinds.contains("PageValues")
                open.append((match.output.1.count, name, isShown))
                if isShown { properties[name] = [:] }
            } else if let last = open.last {
                if code == String(repeating: " ", count: last.indent) + "}" {
                    open.removeLast()
                } else if let match = code.wholeMatch(of: property), last.isShown,
                    match.output.1.count == last.indent + 4
                {
                    properties[last.name]?[String(match.name)] = String(match.type)
                } else if let match = line.firstMatch(of: /^ *static let template = "(?<path>[^"]+)"/) {
                    templates[last.name] = String(match.path)
                }
            }
        }
    }
}
