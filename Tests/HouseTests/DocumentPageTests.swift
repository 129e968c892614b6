import Foundation
import Testing

@Suite("Documents that travel inside the program")
struct DocumentPageTests {
    private static func run(_ program: String) throws -> Program {
        try Program(["python3", "-B", "bin/\(program)", "--check"], seconds: 600)
    }

    @Test("they are what bin/documents makes of docs")
    func documents() throws {
        let check = try Self.run("documents")
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("each diagram was drawn by bin/diagrams from the text that stands in docs, and each text is drawn")
    func diagrams() throws {
        let check = try Self.run("diagrams")
        #expect(check.status == 0, "\(check.output)")
        // The program's own word is not taken for it.
        let marks = House.texts.filter { $0.path.hasSuffix(".svg") }.compactMap { $0.lines.first }
        #expect(marks.count == 4 && marks.allSatisfy { $0.contains(/^<!-- sha256 [0-9a-f]{64} -->$/) })
    }
}
