/// A time on a wall clock in minutes from midnight, 0 to 1440; 1440 is the midnight that ends the day.
package struct TimeOfDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let minute: Int

    /// Nil outside 0...1440.
    package init?(minute: Int) {
        guard (0...1440).contains(minute) else { return nil }
        self.minute = minute
    }

    /// Reads `09:00`, up to `24:00`, and nothing looser.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Int(digits: bytes[0..<2]),
            let minute = Int(digits: bytes[3..<5]), minute < 60
        else { return nil }
        self.init(minute: hour * 60 + minute)
    }

    /// `09:00`
    package var description: String {
        "\((minute / 60).padded(2)):\((minute % 60).padded(2))"
    }

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minute < right.minute
    }
}
