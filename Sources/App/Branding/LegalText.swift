/// What the law wants to be told: at an address of the practice's own, or as a text by language.
enum LegalText: Sendable, Equatable {
    case url(String)
    case text([String: String])

    /// Which one; the raw values are also the paths of their pages.
    enum Kind: String, CaseIterable, Sendable {
        case imprint, privacy, terms, withdrawal
    }

    /// The text in a language, else in English, else in the first one; nil where it stands elsewhere.
    func text(in language: String) -> (language: String, text: String)? {
        guard case .text(let texts) = self else { return nil }
        let known = [language, "en"] + texts.keys.sorted()
        return known.lazy.compactMap { key in texts[key].map { (key, $0) } }.first
    }

    /// Paragraphs are parted by empty lines.
    static func paragraphs(_ text: String) -> [String] {
        text.split(separator: /\n[ \t]*\n\s*/).map(String.init)
    }
}
