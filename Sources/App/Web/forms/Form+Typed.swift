import Domain

/// The forms of pages, and what a page needs to show one again.
extension Form {
    /// Reads the body of a page's form. Throws `bad_request` for what is no form or beyond the bounds, and
    /// `validation_failed` that names the field.
    package init(typed bytes: [UInt8], allowed: Set<String>) throws {
        try self.init(typed: try URLPairs(bytes, mostValueBytes: Self.mostTextBytes), allowed: allowed)
    }

    /// A name that stands there several times is a list.
    init(typed pairs: URLPairs, allowed: Set<String>) throws {
        try pairs.refuseNames(outside: allowed)
        let fields = pairs.values.mapValues { values -> JSONValue in
            let typed = values.map { JSONValue.typed(Self.plainLineEnds($0)) }
            return typed.count == 1 ? typed[0] : .array(typed)
        }
        try self.init(fields, allowed: allowed)
    }

    /// What was typed into a field, for the page that shows the form again. Empty for what is secret, which no page
    /// repeats, and for JSON.
    package func typed(_ name: String) -> String { allTyped(name).first ?? "" }

    /// As above, of a name that may stand there several times.
    package func allTyped(_ name: String) -> [String] {
        guard !Self.isSecret(name) else { return [] }
        switch fields[name] {
        case .typed(let text): return [text]
        case .array(let items):
            return items.compactMap { item in
                if case .typed(let text) = item { text } else { nil }
            }
        default: return []
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
