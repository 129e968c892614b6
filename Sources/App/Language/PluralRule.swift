/// The forms that words take beside numbers: the plural categories of CLDR.
package enum PluralCategory: String, Sendable {
    case zero, one, two, few, many, other
}

/// Which form a whole number asks for in a language (Unicode, CLDR charts, “Language Plural Rules”).
package struct PluralRule: Sendable {
    /// In their order; what none of them takes is `other`.
    private let tests: [(category: PluralCategory, takes: @Sendable (Int) -> Bool)]

    /// Of languages without such forms, and of those that nobody has described here.
    static let none = PluralRule(tests: [])

    /// By the language's code; a new language brings its line.
    private static let rules: [String: PluralRule] = {
        let oneAlone = PluralRule(tests: [(.one, { $0 == 1 })])
        return ["de": oneAlone, "en": oneAlone]
    }()

    static func of(_ language: String) -> PluralRule { rules[language] ?? none }

    /// Whether the language's forms are described here.
    package static func knows(_ language: String) -> Bool { rules[language] != nil }

    /// Every form that a counted phrase must have.
    var categories: Set<PluralCategory> { Set(tests.map(\.category)).union([.other]) }

    func category(of number: Int) -> PluralCategory {
        tests.first { $0.takes(number) }?.category ?? .other
    }
}
