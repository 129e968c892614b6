import Domain
import Foundation

/// `name=value&name=value`, as in the query of a URL and in the body of an HTML form (WHATWG URL, 5.1). Not by
/// URLComponents: it ends the whole program where the text is not rightly encoded.
enum URLPairs {
    /// The first value of each name; throws `bad_request` for what cannot be decoded.
    static func read(_ bytes: some Collection<UInt8>) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decoded(parts[0])
            if pairs[name] == nil { pairs[name] = parts.count == 2 ? try decoded(parts[1]) : "" }
        }
        return pairs
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws -> String {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        guard let text = String(validating: spaced, as: UTF8.self) else { throw Problem(.badRequest) }
        guard spaced.contains(UInt8(ascii: "%")) else { return text }
        guard let plain = text.removingPercentEncoding else { throw Problem(.badRequest) }
        return plain
    }
}
