import Testing

@Suite("The place of links")
struct LinkPlaceTests {
    @Test("links are made in Links, and nowhere else")
    func place() {
        expectNone(House.app.flatMap(Self.links), "links that are put together outside of Links")
    }

    @Test("an address that is put together, and a way into a meeting, are found, and only outside of Links")
    func canFail() {
        let text = """
            let a = "\\(settings.publicURL)/docs"
            let b = MeetingLink(roomURL: c, fragment: d)
            let e = "\\(links.documents)" // MeetingLink
            let f = RoomName.made(bookingID: 1, createdAt: g, random: h)
            """
        let found = Self.links(SourceFile(path: "Sources/App/Mail/Mails.swift", text: text))
        #expect(found.map { $0.split(separator: ":")[1] } == ["1", "2", "4"])
        #expect(Self.links(SourceFile(path: "Sources/App/Links/Links.swift", text: text)).isEmpty)
    }

    private static func links(_ file: SourceFile) -> [String] {
        if file.path.hasPrefix("Sources/App/Links/") { return [] }
        let code = SwiftText(file.text).codeLines
        return file.lines.enumerated().filter { number, line in
            line.contains(/publicURL\)\//)
                || (number < code.count
                    && code[number].contains(/\b(?:MeetingLink|RoomName)\b/.wordBoundaryKind(.simple)))
        }.map { "\(file.path):\($0.offset + 1)" }
    }
}
