import Testing

@Suite("Walls between modules")
struct ImportTests {
    static let libraries: Set<String> = ["Cryptography", "Domain", "Storage", "Wire", "Jitsi"]
    /// Tokens of meetings are signed.
    static let allowed = ["Jitsi": "Cryptography"]
    static let house: Set<String> = ["App", "Embedded", "informat"]

    @Test("the libraries know neither each other nor the house, but that Jitsi signs")
    func libraries() {
        expectNone(House.sources.flatMap(Self.foreignImports), "imports through a wall")
    }

    @Test("only Routes, Pages, Web and the files on top know the web server")
    func webServer() {
        expectNone(House.sources.flatMap(Self.webImports), "imports of the web server")
    }

    @Test("routes and pages open no transaction")
    func database() {
        expectNone(House.app.flatMap(Self.databaseUses), "what knows the database where answers are made")
    }

    @Test("each kind of import is found")
    func canFail() {
        let wire = SourceFile(path: "Sources/Wire/A.swift", text: "import Foundation\n@preconcurrency import Domain\n")
        #expect(Self.foreignImports(wire).count == 1)
        let jitsi = SourceFile(path: "Sources/Jitsi/A.swift", text: "package import struct App.B\n// import Wire\n")
        #expect(Self.foreignImports(jitsi).count == 1)
        let signing = SourceFile(path: "Sources/Jitsi/B.swift", text: "import Cryptography\n")
        #expect(Self.foreignImports(signing).isEmpty)
        let text = "import Hummingbird\nimport HummingbirdCore\nimport HTTPTypes\nimport NIOCore\nimport Domain\n"
        for place in ["Bookings/Bookings.swift", "Bookings/Web.swift", "Web.swift", "Jobs/App.swift"] {
            #expect(Self.webImports(SourceFile(path: "Sources/App/" + place, text: text)).count == 4)
        }
        for place in [
            "Bookings/BookingRoutes.swift", "Web/Answer.swift", "App.swift", "Routes.swift", "Site.swift",
            "A/BPages+C.swift",
        ] {
            #expect(Self.webImports(SourceFile(path: "Sources/App/" + place, text: text)).isEmpty)
        }
    }

    @Test("a transaction is found in routes and pages, and only there")
    func canFailOnDatabase() {
        let text = "import Storage\nlet a = try await b.database.read { tx in tx.c() }\nlet d = state.database\n"
        let places = ["A/BRoutes.swift", "A/BPages+C.swift"].map { SourceFile(path: "Sources/App/" + $0, text: text) }
        #expect(places.allSatisfy { Self.databaseUses($0).count == 2 })
        #expect(Self.databaseUses(SourceFile(path: "Sources/App/A/B.swift", text: text)).isEmpty)
    }

    private static func databaseUses(_ file: SourceFile) -> [String] {
        guard file.name.contains("Routes") || file.name.contains("Pages") else { return [] }
        let use = /import Storage|\b(?:Transaction|Database|tx)\b|database\.(?:read|write)/.wordBoundaryKind(.simple)
        return SwiftText(file.text).codeLines.enumerated().filter { $0.element.contains(use) }
            .map { "\(file.path):\($0.offset + 1)" }
    }

    private static func foreignImports(_ file: SourceFile) -> [String] {
        let module = String(file.path.split(separator: "/").dropFirst().first ?? "")
        guard libraries.contains(module) else { return [] }
        let foreign = libraries.union(house).subtracting([module, allowed[module] ?? module])
        return imports(of: file).filter(foreign.contains).map { "\(file.path): import \($0)" }
    }

    private static func webImports(_ file: SourceFile) -> [String] {
        let onTop = ["App.swift", "App+Router.swift", "App+Serve.swift", "Routes.swift", "Site.swift"]
        let isOnTop = onTop.contains { file.path == "Sources/App/" + $0 }
        let isInWeb = file.path.hasPrefix("Sources/App/Web/")
        if isOnTop || isInWeb || file.name.contains("Routes") || file.name.contains("Pages") { return [] }
        return imports(of: file).filter { $0.hasPrefix("Hummingbird") || $0 == "HTTPTypes" || $0 == "NIOCore" }
            .map { "\(file.path): import \($0)" }
    }

    private static func imports(of file: SourceFile) -> [String] {
        let line =
            /^\s*(?:@\w+\s+|package\s+|public\s+|internal\s+|private\s+|fileprivate\s+)*import\s+(?<rest>[\w. ]+)/
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]
        return SwiftText(file.text).codeLines.compactMap { code in
            guard let match = code.firstMatch(of: line) else { return nil }
            let words = match.rest.split(whereSeparator: { " .".contains($0) })
            return words.first { !kinds.contains($0) }.map(String.init)
        }
    }
}
