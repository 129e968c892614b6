/// A state in a word, a shape and a colour, as `pages/pill` shows it.
struct Pill: PageValues {
    /// Classes of the style sheet.
    enum Tone: String {
        case good, warn, bad
    }

    /// The path of its sign, in 24 units.
    enum Sign: String {
        case tick = "M5 12.5l4.5 4.5L19 7.5"
        case cross = "M6.5 6.5l11 11M17.5 6.5l-11 11"
        case warning = "M12 4l9 15.5H3zM12 10v4.5M12 17v.1"
        case hourglass = "M7 4h10M7 20h10M8 4c0 5 8 5 8 8s-8 3-8 8M16 4c0 5-8 5-8 8s8 3 8 8"
    }

    let pillTone: String?
    let pillSign: String
    let pillText: String

    init(_ text: String, _ sign: Sign, _ tone: Tone? = nil) {
        (pillText, pillSign, pillTone) = (text, sign.rawValue, tone?.rawValue)
    }
}
