import Mustache

/// A text that a template shows. The template engine asks any other value for half a dozen things that it might be, and
/// looks for the parts of a String by reflection, at each place where a text stands.
struct TemplateText: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
    let text: String

    var renderText: String { text }
    var isNull: Bool { false }
    func child(named: String) -> Any? { nil }
    func transform(_ name: String) -> Any? { text.transform(name) }

    /// The values with each text in this form, also those in lists.
    static func all(in values: [String: Any]) -> [String: Any] { values.mapValues(shown) }

    private static func shown(_ value: Any) -> Any {
        switch value {
        case let text as String: TemplateText(text: text)
        case let list as [[String: String]]:
            list.map { TemplateValues(values: $0.mapValues { TemplateText(text: $0) }) }
        case let list as [[String: Any]]: list.map { TemplateValues(values: all(in: $0)) }
        case let values as [String: Any]: TemplateValues(values: all(in: values))
        default: value
        }
    }
}

/// The values of a template. Whether a Dictionary has values the engine finds out anew at each place; of this it knows.
struct TemplateValues: MustacheParent {
    let values: [String: Any]

    func child(named: String) -> Any? { values[named] }
}
