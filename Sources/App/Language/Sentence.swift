/// A sentence with its gaps, `%{name}`, found once: a mail fills twenty. `%{name:moment}` tells an instant in words.
struct Sentence: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case gap(String)
        case moment(String)
    }

    private let pieces: [Piece]
    private static let usualBytes = 64
    /// All of it where it has no gaps.
    private let plain: String?

    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        var plain = ""
        while let start = rest.firstRange(of: "%{") {
            let name = rest[start.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            plain += rest[..<start.lowerBound]
            let end = rest[name.endIndex...]
            if !name.isEmpty, let close = ["}", ":moment}"].first(where: end.hasPrefix) {
                pieces += [.text(plain), close == "}" ? .gap(String(name)) : .moment(String(name))]
                plain = ""
                rest = end.dropFirst(close.count)
            } else {
                plain += rest[start]
                rest = rest[start.upperBound...]
            }
        }
        plain += rest
        self.plain = pieces.isEmpty ? plain : nil
        self.pieces = pieces + [.text(plain)]
    }

    /// The names of the gaps.
    var gaps: Set<String> {
        Set(
            pieces.compactMap { piece in
                switch piece {
                case .text: nil
                case .gap(let name), .moment(let name): name
                }
            })
    }

    /// With each gap filled by the argument of its name, as it is: a value that looks like a gap, such as a person's
    /// name, is not filled in turn. A gap without an argument stays. `moment` tells an instant.
    func filled(_ arguments: [String: String], moment: (String) -> String) -> String {
        filled(moment: moment) { arguments[$0] }
    }

    /// The same, asking for the text of each gap that it has.
    func filled(moment: (String) -> String, by text: (String) -> String?) -> String {
        if let plain { return plain }
        var filled = ""
        filled.reserveCapacity(Self.usualBytes)
        for piece in pieces {
            switch piece {
            case .text(let plain): filled += plain
            case .gap(let name): filled += text(name) ?? "%{\(name)}"
            case .moment(let name): filled += text(name).map(moment) ?? "%{\(name)}"
            }
        }
        return filled
    }
}
