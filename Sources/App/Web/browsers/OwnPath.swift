/// A path of this server to which a page leads on, with its query. What leads, or may lead, to another site is none.
package struct OwnPath: Sendable, Equatable {
    private static let mostBytes = 1_000

    package let text: String

    /// Of visible ASCII; browsers read `//host`, and each `\` as `/` (WHATWG URL, 4.4).
    package init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.mostBytes + 1))
        guard bytes.count <= Self.mostBytes, bytes.first == UInt8(ascii: "/"),
            bytes.dropFirst().first != UInt8(ascii: "/"),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }

    /// Whether it is this path, whatever its query.
    func leads(to path: String) -> Bool { text.prefix { $0 != "?" && $0 != "#" } == path }

    /// As the value of a parameter in the query of another path.
    var encoded: String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "%"): encoded += "%25"
            case UInt8(ascii: "&"): encoded += "%26"
            case UInt8(ascii: "+"): encoded += "%2B"
            case UInt8(ascii: "#"): encoded += "%23"
            default: encoded.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
    }
}
