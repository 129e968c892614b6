import App
import Domain
import Foundation
import Testing

@Suite("Sentences of pages")
struct PageSentenceTests {
    private static let complaints = Set(Problem.Complaint.allCases.map(\.rawValue))

    /// What follows a prefix in the keys of all sentences.
    private static func keys(after prefix: String) -> [String] {
        Catalogue.english.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    @Test("each complaint has a sentence for people, whose gaps a complaint fills; none is of nothing")
    func complete() {
        let catalogue = Catalogue.english
        let keys = Self.keys(after: "page.complaint.")
        #expect(Set(keys.filter { $0.hasPrefix("any.") }.map { String($0.dropFirst(4)) }) == Self.complaints)
        for key in keys {
            let parts = key.split(separator: ".").map(String.init)
            #expect(parts.count == 2 && Self.complaints.contains(parts[1]), "\(key)")
            let known = catalogue.phrase("complaint.\(parts[1])")?.gaps.union(["field"]) ?? []
            #expect(catalogue.phrase("page.complaint.\(key)")?.gaps.isSubset(of: known) == true, "\(key)")
        }
        let codes = Set(Problem.Code.allCases.map(\.rawValue))
        for key in Self.keys(after: "page.problem.title.") + Self.keys(after: "page.problem.detail.") {
            #expect(codes.contains(key), "\(key)")
        }
    }

    @Test("a field has its own sentence, in whichever row it stands, else the one for all with its name on the page")
    func own() throws {
        let german = try #require(Catalogue.all["de"])
        for name in ["email", "guests[2].email"] {
            let field = Problem.Field(name, .required)
            #expect(Catalogue.english.sentence(of: field, called: "E-mail") == "Type your e-mail address.")
            #expect(german.sentence(of: field, called: "E-Mail") == "Geben Sie Ihre E-Mail-Adresse ein.")
        }
        let range = Problem.Field("weekly[0].weekday", .outOfRange, ["minimum": "1", "maximum": "7"])
        #expect(Catalogue.english.sentence(of: range, called: "Day") == "“Day” must lie between 1 and 7.")
        #expect(german.sentence(of: range, called: "Tag") == "„Tag“ muss zwischen 1 und 7 liegen.")
    }

    @Test("a page tells what is wrong in whole sentences, the API in the words that it had")
    func both() async throws {
        let practice = try await Practice.open()
        let token = try await practice.forgotten("boss@example.com")
        let page = try await practice.visitor.submit("/reset-password", "token=\(token)&password=aaaaaaaaaaaa")
        #expect(page.text.contains("A password of one character again and again is too easy to guess."), "\(page)")
        let body = ["token": token, "password": "aaaaaaaaaaaa"]
        let answer = try await practice.visitor.post("/api/auth/reset-password", body)
        #expect(try answer.array("errors").map { try $0.text("message") } == ["must not be one character repeated"])
        let surplus = try await practice.visitor.submit("/reset-password", "token=\(token)&surplus=1")
        #expect(surplus.text.contains("This page has no field “surplus”."), "\(surplus)")
    }

    @Test("German calls a service by one word; only the law's sentence has the other")
    func oneWord() throws {
        let path = ProjectFolder.path("Sources/Embedded/language/de.yaml")
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let others = lines.filter { $0.contains("Leistung") }
        #expect(others.count == 1 && others[0].contains("vor dem Ende der Widerrufsfrist"), "\(others)")
        #expect(lines.contains { $0.contains("Angebot") })
    }
}
