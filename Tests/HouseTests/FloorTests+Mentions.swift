extension FloorTests {
    struct Mention {
        let path: String
        let room: String
        let type: String
        /// The room that declares the type.
        let owner: String
    }

    /// `Bookings` for a file in Sources/App/Bookings; for a file in Sources/App itself the beginning of its name.
    static func room(of file: SourceFile) -> String {
        let parts = file.path.split(separator: "/").dropFirst(2)
        guard let first = parts.first else { return "" }
        if parts.count > 1 { return String(first) }
        return String(first.prefix { $0 != "+" && $0 != "." })
    }

    static func floor(of room: String) -> Int? {
        floors.firstIndex { $0.contains(room) }
    }

    /// Every mention of a type by a file of another room. A name that the file's own room declares too, at whatever
    /// depth, is taken for its own.
    static func mentions(_ files: [SourceFile]) -> [Mention] {
        let texts = files.map { (file: $0, room: room(of: $0), text: SwiftText($0.text)) }
        var owners: [String: Set<String>] = [:]
        var own: [String: Set<String>] = [:]
        for (_, room, text) in texts {
            for type in topLevelTypes(text) { owners[type, default: []].insert(room) }
            own[room, default: []].formUnion(allTypes(text))
        }
        return texts.flatMap { file, room, text in
            Set(text.words.filter { !isMember($0.start, text) }.map(\.word)).sorted().flatMap { word -> [Mention] in
                guard own[room]?.contains(word) != true, let rooms = owners[word] else { return [] }
                return rooms.count > 1 ? [] : rooms.map { Mention(path: file.path, room: room, type: word, owner: $0) }
            }
        }
    }

    /// After a dot a name is another type's member; what stands behind `App.` is the module's.
    private static func isMember(_ start: Int, _ text: SwiftText) -> Bool {
        guard start > 0, text.code[start - 1] == UInt8(ascii: ".") else { return false }
        return !text.code[..<(start - 1)].reversed().starts(with: "App".utf8.reversed())
    }

    /// The types that other files can see: declared at the first column, and not private.
    private static func topLevelTypes(_ text: SwiftText) -> [String] {
        let declaration = /^(?:@?\w+ +)*(?:struct|class|enum|actor|protocol|typealias) +(?<name>\w+)/
        return text.codeLines.compactMap { line in
            if ["private", "fileprivate", "import"].contains(where: line.hasPrefix) { return nil }
            return line.firstMatch(of: declaration).map { String($0.name) }
        }
    }

    private static func allTypes(_ text: SwiftText) -> [String] {
        let declaration = /(?:struct|class|enum|actor|protocol|typealias|associatedtype) +(?<name>[A-Z]\w*)/
        return text.codeLines.flatMap { line in line.matches(of: declaration).map { String($0.name) } }
    }
}
