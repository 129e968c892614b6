import Domain

/// What a button of the editor asks for beside saving: a look, or other rows.
enum ServiceDeed: Sendable, Equatable {
    case preview
    case add(String)
    case drop(String, Int)
    /// One place further to the front, or to the back.
    case move(String, Int, by: Int)

    /// The lists that have rows.
    private static let lists = ["refund_policy", "questions"]
    private static let mostDigits = 2

    /// `preview`, `add questions`, `drop questions 2`, `up questions 2`; nil for all else, which saves.
    init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else {
            guard text == "preview" else { return nil }
            self = .preview
            return
        }
        guard Self.lists.contains(words[1]) else { return nil }
        let row = words.count > 2 && words[2].count <= Self.mostDigits ? Int(words[2]) : nil
        switch (words[0], row) {
        case ("add", nil): self = .add(words[1])
        case ("drop", let row?): self = .drop(words[1], row)
        case ("up", let row?): self = .move(words[1], row, by: -1)
        case ("down", let row?): self = .move(words[1], row, by: 1)
        default: return nil
        }
    }

    /// The list whose rows change.
    var list: String? {
        switch self {
        case .preview: nil
        case .add(let list), .drop(let list, _), .move(let list, _, _): list
        }
    }

    func applied(to rows: [[String: JSONValue]]) -> [[String: JSONValue]] {
        var rows = rows
        switch self {
        case .preview: break
        case .add(let list): rows.append(Self.blank(list))
        case .drop(_, let row): if rows.indices.contains(row) { rows.remove(at: row) }
        case .move(_, let row, let step):
            if rows.indices.contains(row), rows.indices.contains(row + step) { rows.swapAt(row, row + step) }
        }
        return rows
    }

    private static func blank(_ list: String) -> [String: JSONValue] {
        list == "questions"
            ? ["kind": .typed(IntakeQuestion.Kind.text.rawValue)]
            : ["notice_unit": .typed(TypedService.Unit.hours.rawValue)]
    }
}
