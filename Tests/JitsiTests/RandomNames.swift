/// A generator whose numbers follow from its seed alone (SplitMix64, Steele and others 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Names of any Unicode scalars, with the awkward ones far more often than chance would bring them.
struct RandomNames {
    private var generator: SeededGenerator
    private let awkward = Array(
        "\"\\&='%#+?/<> \t\u{0}\r\n\u{7F}\u{2018}\u{2019}\u{201C}\u{201D}\u{2028}\u{FEFF}".unicodeScalars)
    /// Marks, joiners, flags, skin tones, Hangul and Devanagari: what makes characters of several scalars.
    private let joining = Array(
        "\u{301}\u{308}\u{20E3}\u{FE0F}\u{200D}👩👍🏽🇩🇪🏴\u{1100}\u{1161}\u{11A8}क\u{94D}ष\u{E007F}".unicodeScalars)

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func next() -> String {
        var name = String.UnicodeScalarView()
        let length = Int.random(in: 0...70, using: &generator)
        let onlyJoining = Int.random(in: 0..<8, using: &generator) == 0
        for _ in 0..<length {
            name.append(onlyJoining ? pick(from: joining) : scalar())
        }
        return String(name)
    }

    private mutating func scalar() -> Unicode.Scalar {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: pick(from: awkward)
        case 1: pick(from: joining)
        case 2: scalar(in: 0...0x7F)
        case 3: scalar(in: 0x80...0x2FFF)
        case 4: scalar(in: 0x1F300...0x1FAFF)
        default: scalar(in: 0...0x10FFFF)
        }
    }

    private mutating func pick(from scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        scalars[Int.random(in: scalars.indices, using: &generator)]
    }

    private mutating func scalar(in range: ClosedRange<UInt32>) -> Unicode.Scalar {
        // A surrogate is not a scalar: its place is taken by the replacement character.
        Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "\u{FFFD}"
    }
}
