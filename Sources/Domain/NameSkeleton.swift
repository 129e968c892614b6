import Foundation

/// What a name looks like: two names with the same skeleton are easily taken for each other (Unicode Technical Standard
/// 39, section 4, “Confusable Detection”).
enum NameSkeleton {
    /// Without case, accents, width, blanks, signs and what nobody sees, and with one letter for all that look like it.
    /// Empty where a name has neither letters nor digits.
    static func of(_ name: String) -> String {
        var shapes = ""
        for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars {
            shapes.unicodeScalars.append(capitals[scalar] ?? scalar)
        }
        return bare(Text.folded(shapes), like: letters)
    }

    /// The folded name's letters and digits alone, as they are.
    static func bare(_ folded: String) -> String { bare(folded, like: [:]) }

    // Scalar by scalar: what joins a letter and is not seen makes another character of it.
    private static func bare(_ folded: String, like shapes: [Unicode.Scalar: String]) -> String {
        var bare = ""
        for scalar in folded.unicodeScalars {
            if let shape = shapes[scalar] {
                bare += shape
            } else if isSeen(scalar) {
                bare.unicodeScalars.append(scalar)
            }
        }
        return bare
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        // The Hangul fillers are letters, and blank.
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    // Greek capitals that look like another Latin letter than their small ones.
    private static let capitals: [Unicode.Scalar: Unicode.Scalar] = ["Η": "h", "Ν": "n", "Υ": "y"]

    // Of Unicode's confusables.txt (https://www.unicode.org/Public/security/latest/confusables.txt) those Cyrillic,
    // Greek, Armenian and Latin letters and digits that look like Latin letters, and some more whose capitals do: case
    // is gone by then. Few, because a letter too many refuses a name that nobody would take for the other.
    private static let letters: [Unicode.Scalar: String] = [
        // Cyrillic
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "н": "h", "і": "l", "ӏ": "l", "ј": "j", "к": "k",
        "м": "rn", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "ѵ": "v", "ԝ": "vv", "х": "x",
        "у": "y", "ү": "y",
        // Greek
        "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "l", "κ": "k", "μ": "rn", "ν": "v", "ο": "o", "ρ": "p",
        "σ": "o", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ζ": "z",
        // Armenian
        "հ": "h", "ո": "n", "օ": "o", "ս": "u", "ց": "g",
        // Latin letters and digits that look like others
        "ɑ": "a", "ɡ": "g", "i": "l", "ɩ": "l", "1": "l", "|": "l", "m": "rn", "0": "o", "w": "vv", "ʏ": "y",
    ]
}
