/// What a key says: one sentence, or several of which a number chooses one.
package struct Phrase: Sendable {
    /// The gap whose number chooses; nil where there is nothing to choose.
    private let by: String?
    private let rule: PluralRule
    private let forms: [PluralCategory: Sentence]
    private let other: Sentence

    init(_ sentence: Sentence) {
        (by, rule, forms, other) = (nil, PluralRule.none, [:], sentence)
    }

    /// Nil unless there is a sentence for each category that the rule has, and for no other.
    init?(_ texts: [(category: String, text: String)], by: String, _ rule: PluralRule) {
        var forms: [PluralCategory: Sentence] = [:]
        for (name, text) in texts {
            guard let category = PluralCategory(rawValue: name) else { return nil }
            forms[category] = Sentence(text)
        }
        guard Set(forms.keys) == rule.categories, let other = forms[.other], other.gaps.contains(by) else { return nil }
        (self.by, self.rule, self.forms, self.other) = (by, rule, forms, other)
    }

    /// Names of all gaps of all forms.
    package var gaps: Set<String> { forms.values.reduce(other.gaps) { $0.union($1.gaps) } }

    /// Where there is nothing to choose.
    func filled(by text: (String) -> String?) -> String { other.filled(moment: { $0 }, by: text) }

    /// Where there is nothing to fill in either.
    var plain: String { filled { _ in nil } }

    /// The form that the arguments ask for.
    func sentence(_ arguments: [String: String]) -> Sentence {
        guard let by, let number = arguments[by].flatMap({ Int($0) }) else { return other }
        return forms[rule.category(of: number)] ?? other
    }
}
