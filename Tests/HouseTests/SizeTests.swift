import Testing

@Suite("Sizes")
struct SizeTests {
    static let fileLimit = 300
    static let functionLimit = 60
    static let columnLimit = 120
    static let parameterLimit = 6

    @Test("no Swift file is longer than 300 lines")
    func files() {
        let files = House.sources
        let lines = files.reduce(0) { $0 + $1.lines.count }
        print("Sources: \(files.count) Swift files, \(lines) lines, \(lines / max(files.count, 1)) a file on average")
        expectNone((House.sources + House.tests).flatMap(Self.tooLong), "files over \(Self.fileLimit) lines")
    }

    @Test("no function is longer than 60 lines")
    func functions() {
        let found = (House.sources + House.tests).flatMap(Self.tooLongFunctions)
        expectNone(found, "functions over \(Self.functionLimit) lines")
    }

    @Test("no line of Swift is wider than 120 columns")
    func columns() {
        expectNone((House.sources + House.tests).flatMap(Self.tooWide), "lines over \(Self.columnLimit) columns")
    }

    @Test("no function of App takes more than six parameters")
    func parameters() {
        expectNone(House.app.flatMap(Self.takingMany), "functions of more than \(Self.parameterLimit) parameters")
    }

    @Test("each limit is noticed where it is passed by one")
    func canFail() {
        let lines = String(repeating: "let a = 1\n", count: Self.fileLimit)
        #expect(Self.tooLong(SourceFile(path: "a.swift", text: lines)).isEmpty)
        #expect(Self.tooLong(SourceFile(path: "a.swift", text: lines + "a")).count == 1)
        let body = String(repeating: "\n", count: Self.functionLimit - 1)
        #expect(Self.tooLongFunctions(SourceFile(path: "a.swift", text: "func a() {\(body)}")).isEmpty)
        #expect(Self.tooLongFunctions(SourceFile(path: "a.swift", text: "func a() {\n\(body)}")).count == 1)
        let six = "(a: Int, b: (Int, Int), c: [Int: Int], d: () -> Void = { a(1, 2) }, e: A<B, C>, f: Int) {}"
        #expect(Self.takingMany(SourceFile(path: "a.swift", text: "func a\(six)\ninit() {}")).isEmpty)
        let seven = six.replacing("(a", with: "(z: Int, a")
        let many = SourceFile(path: "a.swift", text: "func a<T>\(seven)\ninit\(seven)\nlet b = A.init(1,2,3,4,5,6,7)")
        #expect(Self.takingMany(many) == ["a.swift: a", "a.swift: init"])
        let line = String(repeating: "é", count: Self.columnLimit)
        #expect(Self.tooWide(SourceFile(path: "a.swift", text: line)).isEmpty)
        #expect(Self.tooWide(SourceFile(path: "a.swift", text: line + "é")).count == 1)
    }

    private static func tooLong(_ file: SourceFile) -> [String] {
        let count = file.text.hasSuffix("\n") ? file.lines.count - 1 : file.lines.count
        return count > fileLimit ? ["\(file.path): \(count) lines"] : []
    }

    private static func tooLongFunctions(_ file: SourceFile) -> [String] {
        SwiftText(file.text).functions.filter { $0.length > functionLimit }
            .map { "\(file.path):\($0.line): \($0.length) lines" }
    }

    private static func takingMany(_ file: SourceFile) -> [String] {
        SwiftText(file.text).functions.filter { $0.parameters > parameterLimit }.map { "\(file.path): \($0.name)" }
    }

    private static func tooWide(_ file: SourceFile) -> [String] {
        file.lines.enumerated().filter { $0.element.count > columnLimit }
            .map { "\(file.path):\($0.offset + 1): \($0.element.count) columns" }
    }
}
