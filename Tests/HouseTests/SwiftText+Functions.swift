extension SwiftText {
    struct Function {
        /// `init` and `subscript` have no other.
        let name: String
        let parameters: Int
        let line: Int
        /// From the line of `func`, `init` or `subscript` to that of the closing brace.
        let length: Int
    }

    /// Every function that has a body; requirements of protocols have none.
    var functions: [Function] {
        var found: [Function] = []
        for start in declarations {
            guard let opening = bodyStart(after: start), let closing = bodyEnd(from: opening) else { continue }
            let line = 1 + code[..<start].count { $0 == UInt8(ascii: "\n") }
            found.append(
                Function(
                    name: name(from: start), parameters: parameters(from: start), line: line,
                    length: 1 + code[start..<closing].count { $0 == UInt8(ascii: "\n") }))
        }
        return found
    }

    /// Each word of the code with the byte before it.
    var words: [(word: String, start: Int)] {
        var words: [(String, Int)] = []
        var position = 0
        while position < code.count {
            guard Self.isWordByte(code[position]) else {
                position += 1
                continue
            }
            let end = code[position...].firstIndex { !Self.isWordByte($0) } ?? code.count
            words.append((String(decoding: code[position..<end], as: UTF8.self), position))
            position = end
        }
        return words
    }

    /// Of `func`, the word behind it; else the word itself.
    private func name(from start: Int) -> String {
        let words = code[start...].prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "<") }
            .split(whereSeparator: { !Self.isWordByte($0) }).prefix(2).map { String(decoding: $0, as: UTF8.self) }
        return words.first == "func" ? words.dropFirst().first ?? "" : words.first ?? ""
    }

    /// Commas in the first parentheses that stand in no others, and one more where there is anything.
    private func parameters(from start: Int) -> Int {
        guard !code[start...].starts(with: "deinit".utf8),
            let opening = code[start...].firstIndex(of: UInt8(ascii: "("))
        else { return 0 }
        var (depth, commas, isEmpty) = (0, 0, true)
        for position in opening..<code.count {
            switch code[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: ">") where code[position - 1] == UInt8(ascii: "-"): break
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"): depth -= 1
            case UInt8(ascii: ",") where depth == 1: commas += 1
            case let byte where byte > 0x20: isEmpty = false
            default: break
            }
            if depth == 0 { return isEmpty ? 0 : commas + 1 }
        }
        return isEmpty ? 0 : commas + 1
    }

    private var declarations: [Int] {
        words.filter { word, start in
            guard ["func", "init", "deinit", "subscript"].contains(word) else { return false }
            // `.init(…)`, `self.init(…)` and `super.init(…)` are calls.
            return start == 0 || code[start - 1] != UInt8(ascii: ".")
        }.map(\.start)
    }

    /// The brace that opens the body. A line that ends outside parentheses ends the declaration, unless the next one
    /// goes on with what may stand before a body.
    private func bodyStart(after start: Int) -> Int? {
        var depth = 0
        for position in start..<code.count {
            switch code[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return position
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0:
                let rest = String(decoding: code[position...].drop { $0 <= 0x20 }.prefix(6), as: UTF8.self)
                guard ["{", "->", "where", "throws", "async"].contains(where: rest.hasPrefix) else { return nil }
            default: break
            }
        }
        return nil
    }

    private func bodyEnd(from opening: Int) -> Int? {
        var depth = 0
        for position in opening..<code.count {
            if code[position] == UInt8(ascii: "{") { depth += 1 }
            if code[position] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return position }
        }
        return nil
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: byte >= 0x80
        }
    }
}
