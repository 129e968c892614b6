/// Values that a template shows: their names in it are those of the properties that are stored.
///
/// A property is a text, a whole number, a flag, further values, a list of these or of texts, or nothing (`?`).
protocol PageValues: Sendable {}

/// A page as data. A test of the house holds the names in its template against its properties, both ways.
protocol Page: PageValues {
    /// The whole path of its template below Sources/Embedded, without the ending: `pages/receipt`.
    static var template: String { get }
    /// Whether it may run the pages' script; what is only read, or printed, runs none.
    static var runsScript: Bool { get }
    /// Where it stands among the practice's pages, which have a rail in place of head and foot; nil for all others.
    static var place: DeskPlace? { get }
    /// What it is called, in its heading and in the browser's tab.
    var title: String { get }
}

extension Page {
    static var runsScript: Bool { true }
    static var place: DeskPlace? { nil }
}

extension PageValues {
    /// What a template is given. What is nil is left out, so that its section is not shown.
    var named: [String: Any] {
        var named: [String: Any] = [:]
        for property in Mirror(reflecting: self).children {
            if let name = property.label, let value = Self.shown(property.value) { named[name] = value }
        }
        return named
    }

    private static func shown(_ value: Any) -> Any? {
        switch value {
        case let text as String: return TemplateText(text: text)
        case let flag as Bool: return flag
        case let number as Int: return number
        case let part as any PageValues: return part.named
        case let texts as [String]: return texts.map(TemplateText.init)
        case let parts as [any PageValues]: return parts.map(\.named)
        default:
            let mirror = Mirror(reflecting: value)
            precondition(mirror.displayStyle == .optional && mirror.children.isEmpty, "a page cannot show \(value)")
            return nil
        }
    }
}
