/// The name of an element of XML, in its namespace.
package struct XMLName: Sendable, Hashable {
    package let namespace: String
    package let name: String

    package init(_ name: String, in namespace: String) {
        self.namespace = namespace
        self.name = name
    }

    /// Of WebDAV (RFC 4918).
    static func dav(_ name: String) -> XMLName { XMLName(name, in: "DAV:") }
    /// Of CalDAV (RFC 4791).
    static func caldav(_ name: String) -> XMLName { XMLName(name, in: "urn:ietf:params:xml:ns:caldav") }
}

/// An element of XML with what stands in it.
package struct XMLElement: Sendable {
    package let name: XMLName
    /// Those without a namespace.
    package var attributes: [String: String] = [:]
    /// Its own text; that between its elements is mere space, and none of its elements' is in it.
    package var text: [UInt8] = []
    package var children: [XMLElement] = []

    /// The first element of that name in it.
    package subscript(name: XMLName) -> XMLElement? { children.first { $0.name == name } }

    /// Its text in one line, without space around it.
    var line: String {
        let words = text.split { [9, 10, 13, 32].contains($0) }
        return String(decoding: Array(words.joined(separator: [32])), as: UTF8.self)
    }
}
