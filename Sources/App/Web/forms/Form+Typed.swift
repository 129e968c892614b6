import Domain

/// The forms of pages, and what a page needs to show one again.
extension Form {
    /// Reads the body of a page's form. Throws `bad_request` for what is no form or beyond the bounds, and
    /// `validation_failed` that names the field.
    package init(typed bytes: [UInt8], allowed: Set<String>) throws {
        try self.init(typed: try URLPairs(bytes, mostValueBytes: Self.mostTextBytes), allowed: allowed)
    }

    /// A name that stands there several times is a list; one that is a path (`weekly[2].from`) is a value within
    /// others, where JSON has it.
    init(typed pairs: URLPairs, allowed: Set<String>) throws {
        let paths = pairs.values.keys.compactMap { name in FieldPath(name).map { (name, $0) } }
        let known = paths.filter { _, path in allowed.contains(path.field) }.map(\.0)
        try pairs.refuseNames(outside: Set(known))
        let tree = FieldTree()
        for (name, path) in paths {
            let typed = (pairs.values[name] ?? []).map { JSONValue.typed(Self.plainLineEnds($0)) }
            try tree.put(typed.count == 1 ? typed[0] : .array(typed), at: path)
        }
        try self.init(tree.fields, allowed: allowed)
    }

    /// What was typed into a field, for the page that shows the form again. Empty for what is secret, which no page
    /// repeats, and for JSON.
    package func typed(_ name: String) -> String { allTyped(name).first ?? "" }

    /// As above, of a name that may stand there several times. A path names a value within others.
    package func allTyped(_ name: String) -> [String] {
        guard let path = FieldPath(name), !path.names.contains(where: Self.isSecret) else { return [] }
        switch value(at: path) {
        case .typed(let text): return [text]
        case .array(let items):
            return items.compactMap { item in
                if case .typed(let text) = item { text } else { nil }
            }
        default: return []
        }
    }

    /// How many rows a list has that was typed: `weekly[0].from`, `weekly[1].from` are two.
    package func rows(_ name: String) -> Int {
        guard let path = FieldPath(name), case .array(let rows) = value(at: path) else { return 0 }
        return rows.count
    }

    private func value(at path: FieldPath) -> JSONValue? {
        path.steps.reduce(.object(fields)) { value, step in
            switch (step, value) {
            case (.member(let name), .object(let members)): members[name]
            case (.item(let number), .array(let items)) where items.indices.contains(number): items[number]
            default: nil
            }
        }
    }

    /// Passwords and codes, by whatever form they are sent.
    private static func isSecret(_ name: String) -> Bool {
        name.hasSuffix("password") || ["totp", "code", "recovery_code"].contains(name)
    }

    /// Browsers send the ends of lines as CR LF (WHATWG HTML, 4.10.22.4); inside they are LF, as in JSON.
    private static func plainLineEnds(_ text: String) -> String {
        text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n") : text
    }
}
