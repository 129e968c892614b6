import Foundation

/// What happened, in one number for everything and in a few lines for each booking.
struct Trace {
    private static let mostLines = 80
    private var lines: [Int64: [String]] = [:]
    /// FNV-1a over every line; the same for runs in which the same happened.
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func note(_ text: String, _ booking: Int64?, at now: Date) {
        let line = "\(Int(now.timeIntervalSince1970)) \(text)"
        mix(line)
        guard let booking else { return mix("\n") }
        mix(" \(booking)\n")
        lines[booking, default: []].append(line)
        // The beginning of a story tells more than its middle.
        if lines[booking, default: []].count > Self.mostLines { lines[booking]?.remove(at: Self.mostLines / 2) }
    }

    func story(of booking: Int64) -> String {
        lines[booking, default: []].joined(separator: "\n    ")
    }

    mutating func mix(_ text: String) {
        for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
