extension Text {
    // Unicode Standard Annex 9, 2: what opens an embedding or an isolate, and what closes it.
    private static let embeddings: Set<Unicode.Scalar> = ["\u{202A}", "\u{202B}", "\u{202D}", "\u{202E}"]
    private static let isolates: Set<Unicode.Scalar> = ["\u{2066}", "\u{2067}", "\u{2068}"]
    private static let endOfEmbedding: Unicode.Scalar = "\u{202C}"
    private static let endOfIsolate: Unicode.Scalar = "\u{2069}"

    /// The text with every bidirectional control closed in its own line: one that is left open would turn round what
    /// stands behind a name in a list or a mail. An end of nothing is left out, because it could end what surrounds it.
    static func closingDirections(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDirection) else { return text }
        var closed = String.UnicodeScalarView()
        var open: [Unicode.Scalar] = []
        func close(_ ends: ArraySlice<Unicode.Scalar>) { closed.append(contentsOf: ends.reversed()) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case _ where embeddings.contains(scalar): open.append(endOfEmbedding)
            case _ where isolates.contains(scalar): open.append(endOfIsolate)
            case endOfEmbedding:
                // An embedding ends within the isolate in which it began, or not at all.
                guard open.last == scalar else { continue }
                open.removeLast()
            case endOfIsolate:
                guard let begun = open.lastIndex(of: scalar) else { continue }
                close(open[(begun + 1)...])
                open.removeSubrange(begun...)
            case "\n":
                close(open[...])
                open = []
            default: break
            }
            closed.append(scalar)
        }
        close(open[...])
        return String(closed)
    }

    private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    /// Whether a reader sees something. Blanks that Unicode counts as letters or symbols, such as U+3164 and U+2800,
    /// are none.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        if properties.isWhitespace || properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}" { return false }
        switch properties.generalCategory {
        case .control, .format, .unassigned, .surrogate, .privateUse: return false
        default: return true
        }
    }
}
