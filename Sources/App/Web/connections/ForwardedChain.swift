import Domain
import HTTPTypes

/// Whom proxies say they speak for, nearest last, as `X-Forwarded-For` or `Forwarded` (RFC 7239) tell it. Read by
/// bytes: between Characters a comma can hide behind a combining mark.
struct ForwardedChain {
    /// What is no address ends the chain: nobody knows who stands before it.
    private let hops: [IPAddress?]

    /// More proxies than anybody has in a row.
    private static let mostHops = 32
    private static let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]

    init(xForwardedFor text: String) {
        hops = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .suffix(Self.mostHops).map { IPAddress(node: Self.trimmed($0)) }
    }

    init(forwarded text: String) {
        // What cannot be read is a hop that nobody knows, and not a chain without hops.
        let elements = ForwardedElements.read(Array(text.utf8)) ?? [[:]]
        hops = elements.suffix(Self.mostHops).map { element in
            element["for"].flatMap { IPAddress(node: $0) }
        }
    }

    /// The nearest address that is not a proxy of ours; where the chain names none, the farthest of ours. Not known
    /// where the chain is broken before: then the farthest of ours that it names, else `peer`.
    func client(behind peer: IPAddress, proxies: [IPNetwork]) -> (address: IPAddress, isKnown: Bool) {
        var client = peer
        for hop in hops.reversed() {
            guard let hop else { return (client, false) }
            client = hop
            if !proxies.contains(hop) { break }
        }
        return (client, true)
    }

    private static func trimmed(_ text: Substring.UTF8View) -> [UInt8] {
        Array(text.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
    }
}

/// The elements of `Forwarded`: `for=192.0.2.60;proto=http, for="[2001:db8::17]:4711"`.
private enum ForwardedElements {
    /// Nil where the whole is not well formed: a quote that a stranger left open would swallow what our proxy wrote.
    static func read(_ text: [UInt8]) -> [[String: [UInt8]]]? {
        var elements: [[String: [UInt8]]] = [[:]]
        var rest = text[...]
        while true {
            skipBlanks(&rest)
            let name = take(while: isTokenByte, from: &rest)
            if !name.isEmpty {
                guard rest.popFirst() == UInt8(ascii: "="), let value = value(&rest) else { return nil }
                let key = String(decoding: name, as: UTF8.self).lowercased()
                guard elements[elements.count - 1].updateValue(value, forKey: key) == nil else { return nil }
                skipBlanks(&rest)
            }
            switch rest.popFirst() {
            case nil: return elements
            case UInt8(ascii: ","): elements.append([:])
            case UInt8(ascii: ";"): continue
            default: return nil
            }
        }
    }

    /// A token or a quoted text; a token may hold what only a quoted one should, as addresses with ports are written
    /// so.
    private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.first == UInt8(ascii: "\"") else {
            return take(while: { isTokenByte($0) || Array("[]:".utf8).contains($0) }, from: &rest)
        }
        rest.removeFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return value }
            guard byte == UInt8(ascii: "\\") else {
                value.append(byte)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            value.append(escaped)
        }
        return nil
    }

    private static func skipBlanks(_ rest: inout ArraySlice<UInt8>) {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func take(while fits: (UInt8) -> Bool, from rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let taken = rest.prefix(while: fits)
        rest = rest.dropFirst(taken.count)
        return Array(taken)
    }

    /// RFC 9110, 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
