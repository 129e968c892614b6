import Foundation

/// A colour by how it is seen: lightness, strength and hue (OKLCH: Björn Ottosson, “A perceptual color space for image
/// processing”, 2020; CSS Color 4, 9.3).
struct SeenColour: Sendable {
    var lightness: Double
    var chroma: Double
    /// Radians.
    var hue: Double

    init(lightness: Double, chroma: Double, hue: Double) {
        self.lightness = lightness
        self.chroma = chroma
        self.hue = hue
    }

    /// Of sRGB, each part from 0 to 1.
    init(red: Double, green: Double, blue: Double) {
        let (r, g, b) = (Self.linear(red), Self.linear(green), Self.linear(blue))
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        let a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        let yellow = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
        chroma = (a * a + yellow * yellow).squareRoot()
        hue = atan2(yellow, a)
    }

    func with(lightness: Double, chroma: Double? = nil) -> SeenColour {
        SeenColour(lightness: lightness, chroma: chroma ?? self.chroma, hue: hue)
    }

    /// As strong as sRGB can show it.
    var inGamut: SeenColour {
        guard !isShown else { return self }
        var (weak, strong) = (0.0, chroma)
        for _ in 0..<Self.halvings {
            let middle = (weak + strong) / 2
            if with(lightness: lightness, chroma: middle).isShown { weak = middle } else { strong = middle }
        }
        return with(lightness: lightness, chroma: weak)
    }

    /// Darker, or lighter, step by step until the condition holds; black, or white, at the latest.
    func darkened(until holds: (SeenColour) -> Bool) -> SeenColour { moved(by: -Self.step, until: holds) }
    func lightened(until holds: (SeenColour) -> Bool) -> SeenColour { moved(by: Self.step, until: holds) }

    /// By the luminance of both (WCAG 2.2, contrast ratio), from 1 to 21.
    func contrast(to other: SeenColour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// `#095b46`
    var hex: String {
        let (red, green, blue) = linearParts
        return "#"
            + [red, green, blue].map { part in
                let byte = Self.byte(part)
                return (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
    }

    private static let step = 0.005
    private static let mostSteps = 200
    private static let halvings = 30

    private func moved(by step: Double, until holds: (SeenColour) -> Bool) -> SeenColour {
        var colour = self
        for _ in 0..<Self.mostSteps where !holds(colour) {
            colour = with(lightness: min(max(colour.lightness + step, 0), 1)).inGamut
        }
        return colour
    }

    private var isShown: Bool {
        let (parts, shown) = (linearParts, -0.0001...1.0001)
        return shown.contains(parts.red) && shown.contains(parts.green) && shown.contains(parts.blue)
    }

    /// Of the colour that a screen shows, which has whole steps.
    private var luminance: Double {
        let (red, green, blue) = linearParts
        return 0.2126 * Self.shown(red) + 0.7152 * Self.shown(green) + 0.0722 * Self.shown(blue)
    }

    /// The part that a screen shows in its place.
    private static func shown(_ part: Double) -> Double { linearBytes[byte(part)] }

    /// How a screen is told a part, in 255 steps.
    private static func byte(_ part: Double) -> Int { Int((encoded(min(max(part, 0), 1)) * 255).rounded()) }

    /// What each step is.
    private static let linearBytes = (0...255).map { linear(Double($0) / 255) }

    private var linearParts: (red: Double, green: Double, blue: Double) {
        let (a, b) = (chroma * cos(hue), chroma * sin(hue))
        let l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
        let m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
        let s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3)
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        )
    }

    private static func linear(_ part: Double) -> Double {
        part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }

    private static func encoded(_ part: Double) -> Double {
        part <= 0.0031308 ? part * 12.92 : 1.055 * pow(part, 1 / 2.4) - 0.055
    }
}
