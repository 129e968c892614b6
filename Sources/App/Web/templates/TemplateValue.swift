/// What a template shows.
package enum TemplateValue: Sendable {
    /// What is known not to be there.
    case nothing
    case text(String)
    case number(Int)
    case flag(Bool)
    case values(TemplateValues)
    case list([TemplateValue])
}

/// Values by their names. They are few: a name is found faster by looking at each than by a hash.
package struct TemplateValues: Sendable {
    private var entries: [(name: String, value: TemplateValue)] = []
    /// As many as most have: room for them is made once.
    private static let usualCount = 12

    init() { entries.reserveCapacity(Self.usualCount) }

    subscript(name: String) -> TemplateValue? {
        // By its place: what is passed over on the way would be kept and let go one by one.
        let length = name.utf8.count
        for index in entries.indices where entries[index].name.utf8.count == length && entries[index].name == name {
            return entries[index].value
        }
        return nil
    }

    /// A name that is there already keeps its value.
    mutating func add(_ name: String, _ value: TemplateValue) { entries.append((name, value)) }
}

extension TemplateValues {
    /// Of texts, whole numbers, flags, lists of them and of further values, and further values.
    package init(_ values: [String: Any]) {
        for (name, value) in values { add(name, TemplateValue(value)) }
    }
}

extension TemplateValue {
    fileprivate init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let flag as Bool: self = .flag(flag)
        case let number as Int: self = .number(number)
        case let values as [String: Any]: self = .values(TemplateValues(values))
        case let list as [Any]: self = .list(list.map { TemplateValue($0) })
        default: preconditionFailure("a template cannot show \(value)")
        }
    }
}
