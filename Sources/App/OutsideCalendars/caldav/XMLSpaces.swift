/// The namespaces by the prefixes that an element may use (Namespaces in XML 1.0).
struct XMLSpaces {
    private var byPrefix: [String: String] = [:]

    /// Takes a declaration; false where an attribute is none.
    mutating func declare(_ attribute: String, as namespace: String) -> Bool {
        if attribute == "xmlns" {
            byPrefix[""] = namespace
        } else if attribute.hasPrefix("xmlns:") {
            byPrefix[String(attribute.dropFirst(6))] = namespace
        } else {
            return false
        }
        return true
    }

    /// Nil where its prefix means nothing.
    func name(of tag: ArraySlice<UInt8>) -> XMLName? {
        let parts = tag.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if parts.count == 1 { return XMLName(parts[0], in: byPrefix[""] ?? "") }
        return byPrefix[parts[0]].map { XMLName(parts[1], in: $0) }
    }
}
