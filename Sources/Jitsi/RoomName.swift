import Foundation

/// The name of a booking's Jitsi room: `[a-z0-9-]` only, because anything else breaks the `room` match of a token.
package struct RoomName: Hashable, Sendable {
    package let text: String

    private static let maximumLength = 200
    private static let minimumRandomBytes = 16

    /// Takes a name that was stored before; throws `JitsiError` where it holds anything but `[a-z0-9-]`.
    package init(_ text: String) throws {
        guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            throw JitsiError(
                "A room name is 1 to \(Self.maximumLength) characters, each a small letter a-z, a digit or a hyphen.")
        }
        self.text = text
    }

    private init(trusted text: String) {
        self.text = text
    }

    /// The name for a new booking, `booking-<id>-<unix seconds>-<random>`. Every bit of `random` is kept, and there
    /// must be at least 16 bytes of it: whoever guesses a room of an open Jitsi server can walk in.
    package static func made(bookingID: Int64, createdAt: Date, random: [UInt8]) -> RoomName {
        let seconds = Int64(createdAt.timeIntervalSince1970.rounded(.down))
        precondition(bookingID > 0 && seconds >= 0, "a booking has a positive id and was made after 1970")
        precondition(random.count >= minimumRandomBytes, "a room name needs at least 128 random bits")
        return RoomName(trusted: "booking-\(bookingID)-\(seconds)-\(base32(random))")
    }

    /// RFC 4648 base 32 in small letters and without padding: 16 bytes become 26 characters.
    private static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
        var text = ""
        var pending: UInt32 = 0
        var pendingBits = 0
        for byte in bytes {
            pending = (pending << 8 | UInt32(byte)) & 0xFFF
            pendingBits += 8
            while pendingBits >= 5 {
                pendingBits -= 5
                text.append(alphabet[Int(pending >> pendingBits & 31)])
            }
        }
        if pendingBits > 0 {
            text.append(alphabet[Int(pending << (5 - pendingBits) & 31)])
        }
        return text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
