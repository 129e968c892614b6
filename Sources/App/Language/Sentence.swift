/// A sentence with its gaps, `%{name}`, found once: a mail fills twenty.
struct Sentence: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case gap(String)
    }

    private let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        var plain = ""
        while let start = rest.firstRange(of: "%{") {
            let name = rest[start.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            plain += rest[..<start.lowerBound]
            if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
                pieces += [.text(plain), .gap(String(name))]
                plain = ""
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                plain += rest[start]
                rest = rest[start.upperBound...]
            }
        }
        self.pieces = pieces + [.text(plain + rest)]
    }

    /// With each gap filled by the argument of its name, as it is: a value that looks like a gap, such as a person's
    /// name, is not filled in turn. A gap without an argument stays.
    func filled(_ arguments: [String: String]) -> String {
        var filled = ""
        for piece in pieces {
            switch piece {
            case .text(let text): filled += text
            case .gap(let name): filled += arguments[name] ?? "%{\(name)}"
            }
        }
        return filled
    }
}
