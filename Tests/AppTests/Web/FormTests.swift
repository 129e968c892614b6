import App
import Domain
import Foundation
import Testing

@Suite("Forms, sent as JSON or by a page")
struct FormTests {
    private static let names: Set = ["email", "password", "count", "price", "agrees", "events", "at", "notes"]

    private static func typed(_ text: String) throws -> Form {
        try Form(typed: Array(text.utf8), allowed: names)
    }

    private static func json(_ text: String) throws -> Form {
        guard case .object(let fields) = try JSONReader.value(in: Array(text.utf8)) else { throw Problem(.badRequest) }
        return try Form(fields, allowed: names)
    }

    private static func complaint(_ body: () throws -> Void) -> Problem.Field? {
        do { try body() } catch let problem as Problem { return problem.fields.first } catch {}
        return nil
    }

    @Test("both are read by the same words, into the same values")
    func alike() throws {
        let forms = [
            try Self.typed(
                "email=jo%40example.com&count=3&price=12.50&agrees=true&at=2026-01-05T09%3A00%3A00Z&events=a"),
            try Self.json(
                """
                {"email": "jo@example.com", "count": 3, "price": 12.50, "agrees": true, "at": "2026-01-05T09:00:00Z",
                 "events": ["a"]}
                """),
        ]
        for form in forms {
            let (email, count, price, agrees, at, events) = try Form.gather(
                form.need("email", Form.text), form.need("count", Form.number), form.need("price", Form.decimal),
                form.need("agrees", Form.flag), form.need("at", Form.instant), form.need("events", Form.array))
            #expect(email == "jo@example.com" && count == 3 && price == Decimal(string: "12.5") && agrees)
            #expect(at == Practice.monday.addingTimeInterval(3_600))
            #expect(try events.map { try Form.text($0, "events") } == ["a"])
        }
    }

    @Test("a name that stands in a page's form several times is a list, in its order, and no text")
    func repeated() throws {
        let form = try Self.typed("events=b&email=1&events=a&email=2&events=b")
        let events = try Form.gather(form.need("events", Form.array))
        #expect(try events.map { try Form.text($0, "events") } == ["b", "a", "b"])
        #expect(Self.complaint { _ = try Form.gather(form.need("email", Form.text)) }?.complaint == .wrongType)
    }

    @Test("a field that nobody filled in is absent; a box that is ticked is on, one that is not is absent")
    func empty() throws {
        let form = try Self.typed("email=&count=&agrees=on&notes")
        let (email, count, agrees, notes, events) = try Form.gather(
            form.may("email", Form.text), form.may("count", Form.number), form.may("agrees", Form.flag),
            form.may("notes", Form.text), form.may("events", Form.array))
        #expect(email == nil && count == nil && agrees == true && notes == nil && events == nil)
        #expect(form.has("email") && !form.has("events"))
        #expect(Self.complaint { _ = try Form.gather(form.need("count", Form.number)) }?.complaint == .required)
    }

    @Test(
        "what is typed into a field of another type is complained about by its name",
        arguments: ["three", "1.5", "0x10", "1e", " ", "9223372036854775808", "\"3\"", "NaN", "+3"])
    func numbers(text: String) throws {
        let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
        let form = try Self.typed("count=\(encoded)&agrees=\(encoded)")
        #expect(Self.complaint { _ = try Form.gather(form.need("count", Form.number)) }?.name == "count")
        #expect(Self.complaint { _ = try Form.gather(form.need("agrees", Form.flag)) }?.complaint == .wrongType)
    }

    @Test("every complaint is gathered, in both forms alike")
    func gathered() throws {
        for form in [try Self.typed("count=x&email="), try Self.json(#"{"count": "x"}"#)] {
            let problem = #expect(throws: Problem.self) {
                try Form.gather(
                    form.need("email", Form.text), form.need("count", Form.number), form.need("at", Form.instant))
            }
            #expect(problem?.fields.map(\.name) == ["email", "count", "at"])
        }
    }

    @Test("what was typed can be shown again, whether it can be read or not; passwords and codes never")
    func shownAgain() throws {
        let form = try Form(
            typed: Array("email=jo%40&events=a&events=%3Cb%3E&password=secret&current_password=x&totp=1&code=2".utf8),
            allowed: ["email", "events", "password", "current_password", "totp", "code"])
        #expect(form.typed("email") == "jo@" && form.allTyped("events") == ["a", "<b>"])
        for name in ["password", "current_password", "totp", "code", "nothing"] {
            #expect(form.typed(name).isEmpty, "\(name)")
        }
        #expect(try Form.gather(form.need("password", Form.text)) == "secret")
        #expect(try Self.json(#"{"email": "jo"}"#).typed("email").isEmpty)
    }

    @Test("the lines of what was typed end as they do in JSON")
    func lines() throws {
        let form = try Self.typed("notes=one%0D%0Atwo%0D%0A%0D%0A%C3%A4+%26")
        #expect(try Form.gather(form.need("notes", Form.text)) == "one\ntwo\n\nä &")
        #expect(form.typed("notes") == "one\ntwo\n\nä &")
    }

    @Test("a thousand fields are read, one more is no form; neither is what is not rightly encoded")
    func bounds() throws {
        let pair = "events=a"
        let thousand = try Self.typed(Array(repeating: pair, count: 1_000).joined(separator: "&"))
        #expect(thousand.allTyped("events").count == 1_000)
        let more = Array(repeating: pair, count: 1_001).joined(separator: "&")
        for text in [more, "email=%", "email=%4", "email=%zz", "email=%FF", "email=%C3"] {
            let problem = #expect(throws: Problem.self) { try Self.typed(text) }
            #expect(problem?.code == .badRequest, "\(text.prefix(20))")
        }
    }

    @Test("a text that is too long, holds U+0000 or stands in a field that there is not is complained about by name")
    func complaints() throws {
        let long = String(repeating: "a", count: 20_001)
        let marks = String(repeating: "%CC%81", count: 40)
        let cases: [(String, String, Problem.Complaint)] = [
            ("email=\(long)", "email", .tooLong), ("email=a%00", "email", .nullCharacter),
            ("email=a\(marks)", "email", .tooManyMarks), ("mail=a", "mail", .unknownField),
            ("%C3%A4=1", "ä", .unknownField),
        ]
        for (text, field, complaint) in cases {
            let found = Self.complaint { _ = try Self.typed(text) }
            #expect(found?.name == field && found?.complaint == complaint, "\(text.prefix(20))")
        }
        #expect(try Self.typed("email=\(long.dropLast())").typed("email").utf8.count == 20_000)
    }

    @Test("a page takes the form of a page only, and the API takes none")
    func types() async throws {
        let practice = try await Practice.open()
        let token = try await practice.forgotten("boss@example.com")
        let form = Data("token=\(token)&password=another+long+one".utf8)
        let json = Data(#"{"token": "\#(token)", "password": "another long one"}"#.utf8)
        for type in ["text/plain", "multipart/form-data", "", "application/json"] {
            let answer = try await practice.visitor.ask("POST", "/reset-password", bytes: form, type: type)
            #expect(answer.status == 415 && answer.header("Content-Type") == "text/html; charset=utf-8", "\(type)")
        }
        let written = "application/x-www-form-urlencoded"
        #expect(
            try await practice.visitor.ask("POST", "/api/auth/reset-password", bytes: form, type: written).status == 415
        )
        #expect(try await practice.visitor.ask("POST", "/reset-password", bytes: json, type: written).status == 422)
        let sent = try await practice.visitor.ask(
            "POST", "/reset-password", bytes: form, type: "\(written); charset=UTF-8")
        #expect(sent.status == 200)
    }
}
