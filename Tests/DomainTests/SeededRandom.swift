import Domain
import Foundation

/// SplitMix64: the same numbers for the same seed, everywhere. A failing test prints the seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// `DOMAIN_SEED` where it is set, else one that is always the same.
    static var seed: UInt64 {
        ProcessInfo.processInfo.environment["DOMAIN_SEED"].flatMap(UInt64.init) ?? 20_261_122
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int.random(in: choices.indices, using: &self)]
    }
}

/// The problem that a deed throws; nil if it throws none.
func problem(_ deed: () throws -> Void) -> Problem? {
    do {
        try deed()
        return nil
    } catch {
        return error as? Problem
    }
}

func instant(_ text: String) throws -> Date {
    try Date(text, strategy: .iso8601)
}
