import Foundation
import Testing

@Suite("What a service asks")
struct QuestionTests {
    private static let consent: [String: any Sendable] = [
        "kind": "consent", "label": "I agree.", "url": "https://practice.example/terms", "required": true,
    ]

    private static func questions(_ answer: Answer) throws -> [Fields] {
        try answer.object("service").array("questions")
    }

    @Test("its questions are shown as they were given, with every member, to everybody")
    func shown() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let choice: [String: any Sendable] = [
            "kind": "one_of", "label": " Been here/there? ", "hint": "Or \"nearby\"", "options": ["Yes", "No"],
        ]
        let sent: [String: any Sendable] = ["questions": [choice, Self.consent]]
        let answer = try await boss.patch("/api/admin/services/\(practice.service)", sent)
        try #require(answer.status == 200, "\(answer)")
        let (first, second) = (try Self.questions(answer)[0], try Self.questions(answer)[1])
        #expect(first.names == ["id", "kind", "label", "hint", "options", "url", "required"])
        #expect(try first.text("label") == "Been here/there?" && first.text("hint") == "Or \"nearby\"")
        #expect(first.values["options"] as? [String] == ["Yes", "No"] && first.isNull("url"))
        #expect(try !first.flag("required") && second.flag("required") && second.isNull("hint"))
        #expect(try second.text("url") == "https://practice.example/terms")
        #expect(second.values["options"] as? [String] == [])
        let listed = try await practice.visitor.get("/api/services").array("services")[0].array("questions")
        #expect(try listed.map { try $0.text("kind") } == ["one_of", "consent"])
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["duration": 30]).status == 200)
        let later = try await boss.get("/api/admin/services/\(practice.service)")
        #expect(try Self.questions(later).count == 2, "another change leaves them")
    }

    @Test("an id belongs to its question as long as it is asked, and to no other one after it")
    func ids() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let id = try await boss.addService("Talk", 30, ["questions": [Self.consent, Self.consent]])
        let path = "/api/admin/services/\(id)"
        let ids = try Self.questions(try await boss.get(path)).map { try $0.int("id") }
        #expect(Set(ids).count == 2)
        let kept = Self.consent.merging(["id": ids[0], "label": "I do."]) { _, new in new }
        #expect(try await boss.patch(path, ["questions": [kept]]).status == 200)
        let turned = try await boss.patch(path, ["questions": [Self.consent, kept]])
        let now = try Self.questions(turned).map { try $0.int("id") }
        #expect(now[1] == ids[0] && !ids.contains(now[0]), "\(turned)")
        let gone = Self.consent.merging(["id": ids[1]]) { _, new in new }
        #expect(try await boss.patch(path, ["questions": [gone]]).complainedFields == ["questions[0].id"])
        #expect(try await boss.patch(path, ["questions": [kept, kept]]).complainedFields == ["questions[1].id"])
        #expect(try await boss.patch(path, ["questions": NSNull()]).object("service").array("questions").isEmpty)
        let anew = try await boss.patch(path, ["questions": [Self.consent]])
        #expect(try !(ids + now).contains(Self.questions(anew)[0].int("id")))
    }

    @Test("everything that is wrong with them is said at once")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let wrong: [[String: any Sendable]] = [
            ["kind": "essay", "label": " "], ["kind": "one_of", "label": "Which?"],
            ["kind": "several_of", "label": "Which?", "options": ["A", "A"]],
            ["kind": "text", "label": "What?", "options": ["A"]],
            ["kind": "yes_no", "label": "Really?", "url": "https://practice.example"],
            ["kind": "consent", "label": "I agree.", "url": "practice.example"],
            ["kind": "text", "label": "What?", "colour": "red"],
            ["kind": "one_of", "label": "Which?", "options": ["A", " "]],
        ]
        let answer = try await boss.patch("/api/admin/services/\(practice.service)", ["questions": wrong])
        #expect(answer.status == 422)
        #expect(
            answer.complainedFields == [
                "questions[0].kind", "questions[0].label", "questions[1].options", "questions[2].options",
                "questions[3].options", "questions[4].url", "questions[5].url", "questions[6].colour",
                "questions[7].options[1]",
            ], "\(answer)")
        let many = Array(repeating: Self.consent, count: 21)
        let refused = try await boss.patch("/api/admin/services/\(practice.service)", ["questions": many])
        #expect(refused.complainedFields == ["questions"])
    }
}
