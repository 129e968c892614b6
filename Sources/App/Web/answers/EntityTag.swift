import HTTPTypes
import Hummingbird
import NIOCore

/// Whether an answer is the one that the asker has already (RFC 9110, 8.8.3 and 13.1.2). The tag is worked out from the
/// bytes: a few microseconds, and no question more.
package struct EntityTag: Sendable, Equatable {
    /// Fifteen bytes at most, which Swift keeps in the String itself: a tag that is kept takes no storage of its own.
    package let text: String

    package init(of bytes: ByteBuffer) {
        var sum: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(bytes.readableBytes)
        bytes.withUnsafeReadableBytes { bytes in
            var index = 0
            while index + 8 <= bytes.count {
                sum = Self.mixed(
                    sum ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
                index += 8
            }
            for byte in bytes[index...] { sum = Self.mixed(sum ^ UInt64(byte)) }
        }
        text = "\"\(String(sum, radix: 36))\""
    }

    /// True where `If-None-Match` names it, weakly or not.
    func isNamed(by header: String?) -> Bool {
        guard let header else { return false }
        return header.utf8.split(separator: UInt8(ascii: ",")).contains { part in
            var part = part.drop { $0 == UInt8(ascii: " ") }
            if part.starts(with: "W/".utf8) { part = part.dropFirst(2) }
            return part.prefix { $0 != UInt8(ascii: " ") }.elementsEqual(text.utf8) || part.elementsEqual("*".utf8)
        }
    }

    private static func mixed(_ sum: UInt64) -> UInt64 {
        let product = sum &* 0xff51_afd7_ed55_8ccd
        return product ^ (product >> 32)
    }
}

/// A JSON answer with its tag, so that whoever keeps the one keeps the other.
package struct TaggedJSON: Sendable {
    let json: JSONText
    package let tag: EntityTag

    package init(_ json: JSONText) {
        self.json = json
        tag = EntityTag(of: json.buffer)
    }
}

extension Response {
    /// A JSON answer that may be kept, if one asks each time whether it is still the present one: 304 then says so.
    init(_ answer: TaggedJSON, askedBy request: Request) {
        if answer.tag.isNamed(by: request.headers[.ifNoneMatch]) {
            self.init(status: .notModified)
        } else {
            self.init(json: answer.json)
        }
        headers.append(HTTPField(name: .eTag, value: answer.tag.text))
        headers.append(Self.askedForEachTime)
    }

    private static let askedForEachTime = HTTPField(name: .cacheControl, value: "no-cache")

    /// The answer, of which shared caches keep one for each value of the request's header.
    func varying(by name: HTTPField.Name) -> Response {
        var response = self
        let before = headers[.vary].map { "\($0), " } ?? ""
        response.headers[.vary] = before + name.rawName
        return response
    }
}
