import Testing

/// What an extension adds to a type of another room must not be needed below the room that adds it: the lower room
/// would not compile without the higher one, though it names none of its types.
@Suite("Extensions of other rooms' types")
struct ExtensionTests {
    @Test("a conformance stands with its type, with its protocol, or on the ground")
    func conformances() {
        expectNone(Self.strayConformances(House.app), "conformances in a third room")
    }

    @Test("no room uses a member that only a room above it declares")
    func members() {
        expectNone(Self.upward(House.app, libraries: Self.libraries), "uses of members that are declared above")
    }

    @Test("a stray conformance and a use of a member from above are found, others are not")
    func canFail() {
        let files = [
            SourceFile(
                path: "Sources/App/Web/A.swift", text: "struct Answer {}\nlet a = b.posted, c = d.count, e = f.own"),
            SourceFile(path: "Sources/App/Accounts/B.swift", text: "protocol Shown {}\nextension Answer: Shown {}"),
            SourceFile(
                path: "Sources/App/Bookings/C.swift",
                text: """
                    extension Answer: Hashable {}
                    extension Answer {
                        var posted: Int { 1 }
                        private var own: Int { 2 }
                        func count() {}
                    }
                    """),
        ]
        #expect(Self.strayConformances(files) == ["Sources/App/Bookings/C.swift: Answer: Hashable"])
        #expect(Self.upward(files, libraries: ["count"]) == ["Sources/App/Web/A.swift uses posted of Bookings"])
    }

    private static func strayConformances(_ files: [SourceFile]) -> [String] {
        let homes = homes(files)
        let conformance = /^extension (?<type>\w+)[\w.]*: *(?<names>[^{]+?) *\{/
        return files.flatMap { file -> [String] in
            let room = FloorTests.room(of: file)
            return SwiftText(file.text).codeLines.compactMap { line in
                guard let match = line.firstMatch(of: conformance), FloorTests.floor(of: room) != 0 else { return nil }
                let names = [match.type] + match.names.split { ", ".contains($0) }
                let isAtHome = names.contains { homes[String($0)]?.contains(room) ?? false }
                return isAtHome ? nil : "\(file.path): \(match.type): \(match.names)"
            }
        }
    }

    private static func upward(_ files: [SourceFile], libraries: Set<String>) -> [String] {
        let homes = homes(files)
        var added: [String: Set<String>] = [:]
        var known: [String: Set<String>] = [:]
        let texts = files.map { (file: $0, room: FloorTests.room(of: $0), text: SwiftText($0.text)) }
        for (_, room, text) in texts {
            for name in addedMembers(text, in: room, homes) { added[name, default: []].insert(room) }
            for name in declaredNames(text) { known[name, default: []].insert(room) }
        }
        return texts.flatMap { file, room, text -> [String] in
            Set(members(text)).sorted().compactMap { name in
                guard !libraries.contains(name), let above = added[name], let here = FloorTests.floor(of: room),
                    above.allSatisfy({ FloorTests.floor(of: $0).map { $0 > here } ?? false })
                else { return nil }
                let others = known[name, default: []].subtracting(above)
                guard others.allSatisfy({ FloorTests.floor(of: $0).map { $0 > here } ?? false }) else { return nil }
                return "\(file.path) uses \(name) of \(above.sorted().joined(separator: ", "))"
            }
        }
    }

    /// The rooms that declare each type.
    private static func homes(_ files: [SourceFile]) -> [String: Set<String>] {
        let declaration = /^(?:@?\w+ +)*(?:struct|class|enum|actor|protocol|typealias) +(?<name>\w+)/
        var homes: [String: Set<String>] = [:]
        for file in files {
            for line in SwiftText(file.text).codeLines {
                guard let match = line.firstMatch(of: declaration) else { continue }
                homes[String(match.name), default: []].insert(FloorTests.room(of: file))
            }
        }
        return homes
    }

    /// What other files can see of the members that a file's extensions add to types of other rooms and libraries.
    private static func addedMembers(
        _ text: SwiftText, in room: String, _ homes: [String: Set<String>]
    ) -> [String] {
        let head = /^extension (?<type>\w+)/
        let member = /^ {4}(?<words>(?:@?\w+ +)*)(?:func|var|let) +`?(?<name>\w+)/
        var isForeign = false
        return text.codeLines.compactMap { line in
            if let match = line.firstMatch(of: head) {
                isForeign = !(homes[String(match.type)]?.contains(room) ?? false)
            } else if !line.hasPrefix(" "), !line.isEmpty {
                isForeign = false
            }
            guard isForeign, let match = line.firstMatch(of: member), !match.words.contains("private") else {
                return nil
            }
            return String(match.name)
        }
    }

    /// Names that a file declares, parameters and their labels among them.
    private static func declaredNames(_ text: SwiftText) -> [String] {
        var before = ""
        return text.words.compactMap { word, start in
            defer { before = word }
            let end = start + word.utf8.count
            let isLabel = end < text.code.count && text.code[end] == UInt8(ascii: ":")
            return isLabel || ["func", "var", "let", "case"].contains(before) ? word : nil
        }
    }

    /// Names that stand behind a dot.
    private static func members(_ text: SwiftText) -> [String] {
        text.words.filter { $0.start > 0 && text.code[$0.start - 1] == UInt8(ascii: ".") }.map(\.word)
    }

    /// Every word of the libraries below App: what they have too is taken for theirs.
    private static let libraries: Set<String> = Set(
        House.sources.filter { !$0.path.hasPrefix("Sources/App/") && !$0.path.hasPrefix("Sources/informat/") }
            .flatMap { SwiftText($0.text).words.map(\.word) })
}
