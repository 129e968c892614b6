import Foundation
import App
import Testing

/// A practice whose first service asks one question of each kind.
struct IntakePractice {
    let practice: Practice
    let boss: Asker
    let jo: Asker
    /// Ids of the questions, by their kind.
    let ids: [String: Int64]

    static func open(_ change: (inout Settings) throws -> Void = { _ in }) async throws -> IntakePractice {
        let practice = try await Practice.open(change)
        let boss = try await practice.boss()
        let questions: [[String: any Sendable]] = [
            ["kind": "text", "label": "Which knee?", "required": true],
            ["kind": "long_text", "label": "Since when?"],
            ["kind": "one_of", "label": "Where?", "options": ["Inside", "Outside"]],
            ["kind": "several_of", "label": "When?", "options": ["Mornings", "Nights"]],
            ["kind": "yes_no", "label": "Does it hurt?"],
            ["kind": "consent", "label": "I agree.", "url": "https://practice.example/terms", "required": true],
        ]
        let answer = try await boss.patch("/api/admin/services/\(practice.service)", ["questions": questions])
        let asked = try answer.object("service").array("questions")
        let ids = try asked.map { (try $0.text("kind"), try $0.int("id")) }
        return IntakePractice(
            practice: practice, boss: boss,
            jo: try await practice.register("jo@example.com", ["first_name": "Jo"]),
            ids: Dictionary(uniqueKeysWithValues: ids))
    }

    func answer(_ kind: String, _ value: any Sendable) -> [String: any Sendable] {
        ["question_id": ids[kind]!, "value": value]
    }

    /// As few as the service takes.
    var least: [[String: any Sendable]] { [answer("text", "The left one"), answer("consent", true)] }

    /// To all of them, in another order.
    var all: [[String: any Sendable]] {
        least + [
            answer("several_of", ["Nights", "Mornings"]), answer("yes_no", false), answer("one_of", "Outside"),
            answer("long_text", "June.\r\nOr <May>"),
        ]
    }
}
