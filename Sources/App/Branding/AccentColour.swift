/// The one colour that a practice gives, as in `#095b46`.
struct AccentColour: Sendable, Equatable {
    let hex: String
    let seen: SeenColour
    /// Reckoned once: it takes hundreds of steps.
    private let lightTokens, darkTokens: [SeenColour]

    /// Nil for what is not a number sign and six hexadecimal digits.
    init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
            digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) || (65...70).contains($0) }),
            let number = Int(text.dropFirst(), radix: 16)
        else { return nil }
        hex = text.lowercased()
        seen = SeenColour(
            red: Double(number >> 16) / 255, green: Double(number >> 8 & 255) / 255, blue: Double(number & 255) / 255)
        (lightTokens, darkTokens) = (Self.lightTokens(seen), Self.darkTokens(seen))
    }

    /// The tokens of the style sheet that follow from it, for a light and a dark page. Texts can be read on all of
    /// them: the colour is made darker or lighter until they can.
    var tokens: [(name: String, light: String, dark: String)] {
        zip(["accent", "on-accent", "link", "stub", "on-stub"], zip(lightTokens, darkTokens)).map {
            (name: $0, light: $1.0.hex, dark: $1.1.hex)
        }
    }

    /// How well texts can be read on it, and in it, by WCAG 2.2: on buttons, and as links on the ground of a page.
    var contrasts: (light: (button: Double, link: Double), dark: (button: Double, link: Double)) {
        let (light, dark) = (lightTokens, darkTokens)
        return (
            (light[0].contrast(to: light[1]), light[2].contrast(to: .paper)),
            (dark[0].contrast(to: dark[1]), dark[2].contrast(to: .darkSurface))
        )
    }

    /// A contrast in tenths, `8.0`, and never more than it is.
    static func tenths(_ contrast: Double) -> String {
        let tenths = Int(contrast * 10)
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// For texts and buttons on white, as in mails.
    var onWhite: String { lightTokens[0].hex }

    private static func lightTokens(_ seen: SeenColour) -> [SeenColour] {
        let accent = seen.inGamut.darkened { SeenColour.white.contrast(to: $0) >= 4.6 }
        let wash = SeenColour(lightness: 0.955, chroma: accent.chroma * 0.32, hue: accent.hue).inGamut
        let link = seen.with(lightness: min(seen.lightness, 0.52)).inGamut.darkened {
            $0.contrast(to: .paper) >= 5 && $0.contrast(to: wash) >= 5
        }
        let onStub = SeenColour(lightness: 0.975, chroma: 0.014, hue: seen.hue).inGamut
        let stub = seen.with(lightness: min(seen.lightness, 0.36), chroma: seen.chroma * 0.78).inGamut.darkened {
            $0.contrast(to: onStub) >= 8
        }
        return [accent, .white, link, stub, onStub]
    }

    private static func darkTokens(_ seen: SeenColour) -> [SeenColour] {
        let (chroma, hue) = (seen.chroma, seen.hue)
        let accent = seen.with(lightness: max(seen.lightness, 0.78), chroma: min(chroma, 0.13)).inGamut.lightened {
            $0.contrast(to: .darkSurface) >= 7
        }
        return [
            accent, SeenColour(lightness: 0.2, chroma: accent.chroma / 2, hue: hue).inGamut,
            seen.with(lightness: max(seen.lightness, 0.82), chroma: min(chroma, 0.11)).inGamut,
            SeenColour(lightness: 0.305, chroma: chroma * 0.62, hue: hue).inGamut,
            SeenColour(lightness: 0.95, chroma: 0.014, hue: hue).inGamut,
        ]
    }

    static func == (one: AccentColour, other: AccentColour) -> Bool { one.hex == other.hex }
}

extension SeenColour {
    static let white = SeenColour(red: 1, green: 1, blue: 1)
    /// The grounds of light and dark pages, as in pages/style/tokens.css.
    static let paper = SeenColour(lightness: 0.972, chroma: 0.007, hue: 165 * .pi / 180)
    static let darkSurface = SeenColour(lightness: 0.228, chroma: 0.017, hue: 180 * .pi / 180)
}
