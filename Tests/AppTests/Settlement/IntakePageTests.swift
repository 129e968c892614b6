import App
import Foundation
import Testing

@Suite("A service's questions on the page that books it")
struct IntakePageTests {
    /// The fields of a form as the page sends them: each question by its place, then what was chosen or typed.
    private static func fields(_ intake: IntakePractice, _ values: [String: [String]]) -> [(String, String)] {
        let kinds = ["text", "long_text", "one_of", "several_of", "yes_no", "consent"]
        return kinds.enumerated().flatMap { row, kind in
            [("answers[\(row)].question_id", "\(intake.ids[kind]!)")]
                + (values[kind] ?? []).map { ("answers[\(row)].value", $0) }
        }
    }

    private static func key(_ page: Answer) throws -> (String, String) {
        ("key", String(try #require(page.text.firstMatch(of: /name="key" value="(?<key>[^"]*)"/)).key))
    }

    private static let confirm = "/book/consultation/confirm"

    @Test("each question has its field, and what is sent is kept with the booking")
    func books() async throws {
        let intake = try await IntakePractice.open()
        let kim = try await intake.practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm)
        for part in [
            #"<input type="hidden" name="answers[0].question_id" value="\#(intake.ids["text"]!)">"#,
            #"<input id="answers[0].value" name="answers[0].value" type="text""#,
            #"<textarea id="answers[1].value" name="answers[1].value""#, "<legend>Where? <span",
            #"<input type="radio" name="answers[2].value" value="Inside">"#,
            #"<input type="checkbox" name="answers[3].value" value="Nights">"#,
            #"<input type="radio" name="answers[4].value" value="true"><span>Yes</span>"#,
            #"<input type="checkbox" id="answers[5].value" name="answers[5].value" value="true" required>"#,
            #"<a class="small" href="https://practice.example/terms" target="_blank" rel="noreferrer">"#,
            "Read it first</a>",
        ] { #expect(look.text.contains(part), "\(part): \(look)") }
        let values = [
            "text": ["The left one"], "long_text": [""], "several_of": ["Mornings", "Nights"], "yes_no": ["false"],
            "consent": ["true"],
        ]
        let sent = try await kim.send(
            Self.confirm, [("at", jan("06T10:00")), try Self.key(look)] + Self.fields(intake, values))
        #expect(sent.status == 303, "\(sent)")
        let stored = try await intake.practice.texts("SELECT answers FROM bookings")
        #expect(
            stored == [
                """
                [{"label":"Which knee?","kind":"text","value":"The left one"},\
                {"label":"When?","kind":"several_of","value":["Mornings","Nights"]},\
                {"label":"Does it hurt?","kind":"yes_no","value":false},\
                {"label":"I agree.","kind":"consent","value":true}]
                """
            ])
    }

    @Test("what is wrong is told above the form and at its field, and all that was typed or chosen is still there")
    func complaints() async throws {
        let intake = try await IntakePractice.open()
        let kim = try await intake.practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm)
        let values = [
            "text": [""], "long_text": ["<June> \"or\" May"], "one_of": ["Outside"], "several_of": ["Nights"],
            "yes_no": ["false"],
        ]
        let refused = try await kim.send(
            Self.confirm, [("at", jan("06T10:00")), try Self.key(look)] + Self.fields(intake, values))
        #expect(refused.status == 422, "\(refused)")
        for part in [
            "<a href=\"#answers[0].value\">“Which knee?” is still empty.</a>",
            #"<span class="error" id="answers[0].value-error">“Which knee?” is still empty.</span>"#,
            "<a href=\"#answers[5].value\">“I agree.” is still empty.</a>",
            "&lt;June&gt; &quot;or&quot; May</textarea>", #"value="Outside" checked>"#, #"value="Nights" checked>"#,
            #"value="false" checked>"#, #"aria-invalid="true""#,
        ] { #expect(refused.text.contains(part), "\(part): \(refused)") }
        #expect(!refused.text.contains(#"value="Inside" checked"#) && !refused.text.contains("<June>"))
        #expect(try await intake.practice.numbers("SELECT COUNT(*) FROM bookings") == [0])
    }

    @Test("a complaint finds its question also where the service asks in another order by now")
    func turned() async throws {
        let intake = try await IntakePractice.open()
        let kim = try await intake.practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm)
        let consent: [String: any Sendable] = [
            "id": intake.ids["consent"]!, "kind": "consent", "label": "I agree.", "required": true,
        ]
        let text: [String: any Sendable] = [
            "id": intake.ids["text"]!, "kind": "text", "label": "Which knee?", "required": true,
        ]
        let path = "/api/admin/services/\(intake.practice.service)"
        #expect(try await intake.boss.patch(path, ["questions": [consent, text]]).status == 200)
        let refused = try await kim.send(
            Self.confirm,
            [
                ("at", jan("06T10:00")), try Self.key(look), ("answers[0].question_id", "\(intake.ids["text"]!)"),
                ("answers[1].question_id", "\(intake.ids["consent"]!)"), ("answers[1].value", "true"),
            ])
        #expect(refused.text.contains("<a href=\"#answers[1].value\">“Which knee?” is still empty.</a>"), "\(refused)")
        #expect(refused.text.contains(#"name="answers[0].value" value="true" checked"#))
    }

    @Test("of two people for one time the slower books another with the answers kept")
    func kept() async throws {
        let intake = try await IntakePractice.open()
        let kim = try await intake.practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm)
        _ = try await intake.jo.mustBook(jan("06T10:00"), ["answers": intake.least])
        let values = ["text": ["The \"left\" one"], "several_of": ["Mornings", "Nights"]]
        let gone = try await kim.send(
            Self.confirm, [("at", jan("06T10:00")), try Self.key(look)] + Self.fields(intake, values))
        #expect(gone.status == 409 && gone.text.contains(#"name="answers[0].value" value="The &quot;left&quot; one""#))
        #expect(gone.text.contains(#"name="answers[1].value" value="Mornings""#), "\(gone)")
        let carried = gone.text.matches(
            of: /<input type="hidden" name="(?<name>answers[^"]*)" value="(?<value>[^"]*)">/
        )
        .map { (String($0.name), String($0.value).replacing("&quot;", with: "\"")) }
        #expect(carried.count == 5, "two ids, three values: \(carried)")
        let chosen = try await kim.send("/book/consultation/time", [("at", jan("06T11:00"))] + carried)
        #expect(chosen.status == 200 && chosen.text.contains(#"value="The &quot;left&quot; one""#), "\(chosen)")
        #expect(chosen.text.contains(#"value="Mornings" checked"#) && chosen.text.contains(#"value="Nights" checked"#))
    }

    @Test("a mark of HTML in a question, an option or an answer is shown as it was typed", arguments: ["en", "de"])
    func hostile(language: String) async throws {
        let intake = try await IntakePractice.open()
        let attack = "\"'><script>alert(1)</script>{{csrf}}"
        let questions: [[String: any Sendable]] = [
            ["kind": "one_of", "label": attack, "hint": attack, "options": [attack, "B"], "required": true],
            ["kind": "consent", "label": attack, "url": "https://a.example/?a=%22&b='"],
            ["kind": "text", "label": attack],
        ]
        let path = "/api/admin/services/\(intake.practice.service)"
        #expect(try await intake.boss.patch(path, ["questions": questions]).status == 200)
        let kim = try await intake.practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm, ["Accept-Language": language])
        let ids = look.text.matches(of: /question_id" value="(?<id>\d+)"/).map { String($0.id) }
        try #require(ids.count == 3, "\(look)")
        let sent = try await kim.send(
            Self.confirm,
            [
                ("at", jan("06T10:00")), try Self.key(look), ("answers[0].question_id", ids[0]),
                ("answers[0].value", "C" + attack), ("answers[1].question_id", attack),
                ("answers[2].question_id", ids[2]), ("answers[2].value", attack),
            ])
        #expect(sent.status == 422, "\(sent)")
        for page in [look, sent] {
            #expect(page.text.contains("&lt;script&gt;alert(1)") && !page.text.contains("<script>alert"), "\(page)")
            #expect(page.text.contains("{{csrf}}"))
        }
    }
}
