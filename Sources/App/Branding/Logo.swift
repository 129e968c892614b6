import Foundation

/// The practice's sign: a picture that an admin has sent, known by what its bytes say and not by what they were called.
struct Logo: Sendable, Equatable {
    enum Kind: String, Sendable {
        case png, jpeg

        var mediaType: String { "image/\(rawValue)" }
    }

    static let mostBytes = 256 * 1024

    let kind: Kind
    let bytes: [UInt8]

    /// Nil for what is neither a PNG (W3C PNG, 5.2 and 11.2.2) nor a JPEG (ISO/IEC 10918-1, B.1.1.3), or is too large.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes else { return nil }
        if Self.isPNG(bytes) {
            kind = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]), bytes.suffix(2).elementsEqual([0xFF, 0xD9]) {
            kind = .jpeg
        } else {
            return nil
        }
        self.bytes = bytes
    }

    /// As it is stored.
    init?(base64: String) {
        guard let data = Data(base64Encoded: base64) else { return nil }
        self.init(Array(data))
    }

    var base64: String { Data(bytes).base64EncodedString() }

    /// Its signature, and the chunk that must stand first.
    private static func isPNG(_ bytes: [UInt8]) -> Bool {
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        return bytes.starts(with: start) && bytes.count > 33
    }
}
