/// Reads XML 1.0 with namespaces as calendar servers write it: in UTF-8, and without a DOCTYPE, so that no entity can
/// be declared that grows or leads elsewhere. What it takes is bounded, whatever the bytes are.
package struct XMLReader {
    /// Whatever is no such XML, not whole, or passes a bound.
    package struct Failure: Error {}

    private static let deepest = 32
    private static let mostElements = 500_000
    private static let mostAttributes = 50

    private var bytes: XMLBytes
    private var open: [(tag: ArraySlice<UInt8>, element: XMLElement, spaces: XMLSpaces)] = []
    private var root: XMLElement?
    private var elements = 0

    /// The outermost element. Throws `Failure`.
    package static func read(_ bytes: [UInt8]) throws(Failure) -> XMLElement {
        var reader = XMLReader(bytes: XMLBytes(bytes))
        while !reader.bytes.isAtEnd { try reader.readNext() }
        guard reader.open.isEmpty, let root = reader.root else { throw Failure() }
        return root
    }

    private init(bytes: XMLBytes) {
        self.bytes = bytes
    }

    private mutating func readNext() throws(Failure) {
        if bytes.skip("<?") { return try bytes.skip(past: "?>") }
        if bytes.skip("<!--") { return try bytes.skip(past: "-->") }
        if bytes.skip("<![CDATA[") { return try add(try bytes.take(until: "]]>")) }
        if bytes.skip("</") { return try close() }
        if bytes.skip("<") { return try begin() }
        try add(try bytes.text())
    }

    private mutating func add(_ text: some Collection<UInt8>) throws(Failure) {
        guard open.isEmpty else { return open[open.count - 1].element.text += text }
        // Around the outermost element there is nothing but space, and the mark of UTF-8.
        guard text.allSatisfy({ [9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }) else { throw Failure() }
    }

    private mutating func begin() throws(Failure) {
        elements += 1
        guard root == nil, open.count < Self.deepest, elements <= Self.mostElements else { throw Failure() }
        let tag = try bytes.name()
        var spaces = open.last?.spaces ?? XMLSpaces()
        var attributes: [String: String] = [:]
        var count = 0
        bytes.skipBlanks()
        while !bytes.skip("/>") {
            if bytes.skip(">") { return open.append((tag, try element(tag, attributes, spaces), spaces)) }
            count += 1
            guard count <= Self.mostAttributes else { throw Failure() }
            let (name, value) = try bytes.attribute()
            if !spaces.declare(name, as: value), !name.contains(":") { attributes[name] = value }
        }
        end(try element(tag, attributes, spaces))
    }

    private func element(
        _ tag: ArraySlice<UInt8>, _ attributes: [String: String], _ spaces: XMLSpaces
    ) throws(Failure) -> XMLElement {
        guard let name = spaces.name(of: tag) else { throw Failure() }
        return XMLElement(name: name, attributes: attributes)
    }

    private mutating func close() throws(Failure) {
        let tag = try bytes.name()
        bytes.skipBlanks()
        guard bytes.skip(">"), let last = open.popLast(), last.tag == tag else { throw Failure() }
        end(last.element)
    }

    private mutating func end(_ element: XMLElement) {
        var element = element
        if !element.children.isEmpty { element.text = [] }
        if open.isEmpty { root = element } else { open[open.count - 1].element.children.append(element) }
    }
}
