import App
import Domain
import Foundation
import Testing

@Suite("Values within others, in forms of pages")
struct NestedFormTests {
    private static let names: Set = ["weekly", "answers", "tags", "a", "current_password"]

    private static func typed(_ text: String) throws -> Form {
        try Form(typed: Array(text.replacing("[", with: "%5B").replacing("]", with: "%5D").utf8), allowed: names)
    }

    private static func fields(_ json: String) throws -> [String: JSONValue] {
        guard case .object(let fields) = try JSONReader.value(in: Array(json.utf8)) else { throw Problem(.badRequest) }
        return fields
    }

    /// What was typed, as the text that it is in JSON.
    private static func asJSON(_ value: JSONValue) -> JSONValue {
        switch value {
        case .typed(let text): .text(text)
        case .array(let items): .array(items.map(asJSON))
        case .object(let members): .object(members.mapValues(asJSON))
        default: value
        }
    }

    @Test(
        "a name that is a path puts its value where JSON has it",
        arguments: [
            (
                "weekly[0].from=09:00&weekly[0].to=12:00&weekly[1].from=13:00&weekly[1].to=17:00",
                #"{"weekly": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]}"#
            ),
            (
                "answers[0].value=x&answers[0].value=y&tags=1&tags=2",
                #"{"answers": [{"value": ["x", "y"]}], "tags": ["1", "2"]}"#
            ),
            ("a.b.c=1&a.b.d[0]=2&a.b.d[1]=3", #"{"a": {"b": {"c": "1", "d": ["2", "3"]}}}"#),
            // In any order; ten stands behind nine; a row that was taken away leaves no gap.
            ("a[10]=k&a[9]=j&a[2]=c&a[0]=", #"{"a": ["", "c", "j", "k"]}"#),
        ])
    func alike(form: String, json: String) throws {
        let typed = try Self.typed(form).fields.mapValues(Self.asJSON)
        #expect(typed == (try Self.fields(json)))
    }

    @Test("working hours are read by the same words from both, with complaints that name the same fields")
    func hours() throws {
        let form = try Self.typed(
            "weekly[0].weekday=1&weekly[0].from=09:00&weekly[0].to=17:00&weekly[1].weekday=8&weekly[1].from=9")
        let json = try Self.fields(
            """
            {"weekly": [{"weekday": 1, "from": "09:00", "to": "17:00"}, {"weekday": 8, "from": "9"}]}
            """)
        let complaints = [form.fields, json].map { fields -> [String] in
            let read = Form.answer { try HoursForm.weekly(fields["weekly"] ?? .null, "weekly") }
            guard case .failure(let problem) = read else { return [] }
            return problem.fields.map { "\($0.name) \($0.complaint)" }
        }
        #expect(complaints[0] == ["weekly[1].weekday outOfRange", "weekly[1].to required"])
        #expect(complaints[0] == complaints[1])
        let good = try Self.typed("weekly[0].weekday=1&weekly[0].from=09:00&weekly[0].to=17:00")
        #expect(try HoursForm.weekly(good.fields["weekly"] ?? .null, "weekly")[1]?.count == 1)
        #expect(form.rows("weekly") == 2 && form.typed("weekly[1].from") == "9" && form.typed("weekly[2].from").isEmpty)
    }

    @Test("a secret is not repeated, wherever it stands")
    func secrets() throws {
        let form = try Self.typed("a[0].password=secret&a[0].name=jo&current_password=x&a[0].code=1")
        #expect(form.typed("a[0].name") == "jo")
        for name in ["a[0].password", "a[0].code", "current_password"] {
            #expect(form.typed(name).isEmpty, "\(name)")
        }
    }

    @Test(
        "what is no path of a known field is complained about by its whole name",
        arguments: [
            "b[0].c", "a[", "a[]", "a[x]", "a[01]", "a[1000]", "a[-1]", "a]", "a.", "a..b", ".a", "[0]", "a[0]b",
            "a[0][", "a.b.c.d.e.f.g.h.i", "a[0][0][0][0][0][0][0][0]",
        ])
    func unknown(name: String) throws {
        let problem = #expect(throws: Problem.self) { try Self.typed("\(name)=1") }
        #expect(problem?.fields.map(\.name) == [name] && problem?.fields.first?.complaint == .unknownField)
    }

    @Test(
        "two fields for one place are no form of ours",
        arguments: ["a=1&a.b=2", "a[0]=1&a.b=2", "a[0]=1&a[0].b=2", "a.b=1&a=2", "a=1&a[0]=2"])
    func conflicts(form: String) throws {
        let problem = #expect(throws: Problem.self) { try Self.typed(form) }
        #expect(problem?.code == .badRequest)
    }

    @Test("the deepest path, and a thousand fields in lists, are read")
    func bounds() throws {
        #expect(try Self.typed("a.b.c.d.e.f.g.h=1").typed("a.b.c.d.e.f.g.h") == "1")
        let many = try Self.typed((0..<1_000).map { "a[\($0)]=\($0)" }.joined(separator: "&"))
        #expect(many.rows("a") == 1_000 && many.typed("a[999]") == "999")
    }
}
