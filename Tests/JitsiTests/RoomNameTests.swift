import Foundation
import Jitsi
import Testing

@Suite("Room names")
struct RoomNameTests {
    static let moment = Date(timeIntervalSince1970: 1_705_312_800.9)

    @Test("a room is named by booking, second of creation and random part")
    func form() {
        let room = RoomName.made(bookingID: 123, createdAt: Self.moment, random: [UInt8](repeating: 0, count: 16))
        #expect(room.text == "booking-123-1705312800-" + String(repeating: "a", count: 26))
    }

    /// The vectors of RFC 4648, section 10, cannot be used: they are shorter than 16 bytes. These were made by
    /// Python's base64.b32encode.
    @Test(
        "the random part is the bytes in base 32",
        arguments: [
            (Array(UInt8(0)..<16), "aaaqeayeaudaocajbifqydiob4"),
            ([UInt8](repeating: 255, count: 16), "77777777777777777777777774"),
            (Array("a consultation, at ten".utf8), "meqgg33oon2wy5dboruw63rmebqxiidumvxa"),
        ])
    func base32(random: [UInt8], part: String) {
        let room = RoomName.made(bookingID: 1, createdAt: Self.moment, random: random)
        #expect(room.text == "booking-1-1705312800-" + part)
    }

    @Test("every one of 128 random bits changes the name")
    func everyBit() {
        var names: Set<String> = []
        for bit in 0..<128 {
            var random = [UInt8](repeating: 0, count: 16)
            random[bit / 8] = 1 << (bit % 8)
            names.insert(RoomName.made(bookingID: 1, createdAt: Self.moment, random: random).text)
        }
        #expect(names.count == 128)
    }

    @Test("a made name is a name that can be read again", arguments: [16, 17, 20, 32])
    func readAgain(count: Int) throws {
        let random = (0..<count).map { UInt8($0 * 7) }
        let room = RoomName.made(bookingID: .max, createdAt: Self.moment, random: random)
        #expect(try RoomName(room.text) == room)
    }

    @Test(
        "anything but small letters, digits and hyphens is refused",
        arguments: [
            "", "Room", "a b", "a_b", "a.b", "a/b", "a#b", "é", "a\u{301}", "a\n", String(repeating: "a", count: 201),
        ])
    func refused(text: String) {
        #expect(throws: JitsiError.self) { try RoomName(text) }
    }
}
