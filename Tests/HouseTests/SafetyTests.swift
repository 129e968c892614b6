import Testing

@Suite("No trap doors")
struct SafetyTests {
    @Test("Sources hold no force unwrap, try!, as!, no write that ends the program, and no try? without a reason")
    func sources() {
        let found = House.sources.flatMap(Self.trapDoors)
        expectNone(found, "a reason is a comment on the same line: // try? is fine: <reason>")
    }

    @Test(
        "every trap door is found",
        arguments: [
            "a!", "a()!.b", "a[0]!", "try! a", "a as! B", "try? a", "try? a  // try? is fine:", "let a: B!", "{ $0 }!",
            "\"\"!", "\"\\(a!)\"", "a?!", "(a as? B)!",
            "FileHandle.standardError.write(a)", "FileHandle.standardOutput.write(Data())",
        ])
    func canFail(line: String) {
        #expect(Self.trapDoors(SourceFile(path: "a.swift", text: line)).count == 1)
    }

    @Test(
        "what only looks like one is let through",
        arguments: [
            "!a", "a != b", "a!=b", "(!a)", "a && !b", "// a!", "\"a!\"", "try a", "a as? B", "a ! b",
            "try? a  // try? is fine: the cache is optional", "\"try? a\"", "#if !os(Linux)", "[!a]", "!(!a)",
            "FileHandle.standardError.write(contentsOf: a)",
        ])
    func letThrough(line: String) {
        #expect(Self.trapDoors(SourceFile(path: "a.swift", text: line)).isEmpty)
    }

    private static func trapDoors(_ file: SourceFile) -> [String] {
        let reasoned = /\/\/ try\? is fine: \S/
        // After a word, a closing bracket, a quote or ? an exclamation mark can only unwrap (or be part of !=).
        let unwrap = /[\w)\]}>"?`]!(?!=)/
        // FileHandle's own ends the program where nobody takes the bytes; write(contentsOf:) throws.
        let abrupt = /\.standard(?:Error|Output)\.write\((?!contentsOf:)/
        let hidden = /\btry\?/.wordBoundaryKind(.simple)
        return zip(file.lines, SwiftText(file.text).codeLines).enumerated().compactMap { offset, line in
            let (text, code) = line
            guard
                code.contains(unwrap) || code.contains(abrupt) || (code.contains(hidden) && !text.contains(reasoned))
            else { return nil }
            return "\(file.path):\(offset + 1): \(text.split(separator: " ").joined(separator: " "))"
        }
    }
}
