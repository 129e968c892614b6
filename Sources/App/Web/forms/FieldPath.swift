import Domain

/// The name of a field of a page's form as the place of a value in JSON: `email`, `weekly[2].from`, `answers[0].value`.
/// It is the spelling in which complaints name fields, so that a page finds its field by the complaint.
struct FieldPath: Sendable {
    enum Step: Sendable, Equatable {
        case member(String)
        case item(Int)
    }

    /// Steps that a name has at most: deeper than any form of ours, and far less than JSON may have.
    static let mostSteps = 8
    /// Digits of an item's number.
    private static let mostDigits = 3

    let steps: [Step]

    /// Nil for what is no such path. A name without `.` and `[` is a path of one step.
    init?(_ name: String) {
        var steps: [Step] = []
        var rest = name.utf8[...]
        repeat {
            guard let step = Self.step(&rest, isFirst: steps.isEmpty), steps.count < Self.mostSteps else { return nil }
            steps.append(step)
        } while !rest.isEmpty
        self.steps = steps
    }

    /// The field of the whole form in which the value stands.
    var field: String { names.first ?? "" }

    /// Its parts that are names.
    var names: [String] {
        steps.compactMap { step in
            if case .member(let name) = step { name } else { nil }
        }
    }

    private static func step(_ rest: inout Substring.UTF8View, isFirst: Bool) -> Step? {
        if !isFirst, rest.first == UInt8(ascii: "[") {
            rest.removeFirst()
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest.dropFirst(digits.count)
            let isPlain = digits.count == 1 || digits.first != UInt8(ascii: "0")
            guard digits.count <= mostDigits, isPlain, let number = Int(Substring(digits)),
                rest.popFirst() == UInt8(ascii: "]")
            else { return nil }
            return .item(number)
        }
        if !isFirst, rest.popFirst() != UInt8(ascii: ".") { return nil }
        let name = rest.prefix { !".[]".utf8.contains($0) }
        rest = rest.dropFirst(name.count)
        return name.isEmpty ? nil : .member(String(Substring(name)))
    }
}

/// The fields of a page's form, put where their paths say.
struct FieldTree {
    /// A value, or members, or items, never two of them. A class, so that putting a thousand in costs a thousand steps.
    private final class Node {
        var value: JSONValue?
        var members: [String: Node] = [:]
        var items: [Int: Node] = [:]

        var isFree: Bool { value == nil && members.isEmpty && items.isEmpty }

        /// The node one step further; nil where there can be none.
        func next(_ step: FieldPath.Step) -> Node? {
            guard value == nil else { return nil }
            switch step {
            case .member(let name):
                guard items.isEmpty else { return nil }
                let next = members[name] ?? Node()
                members[name] = next
                return next
            case .item(let number):
                guard members.isEmpty else { return nil }
                let next = items[number] ?? Node()
                items[number] = next
                return next
            }
        }

        /// Items stand in the order of their numbers; numbers that are left out leave no gap, as where a page's row was
        /// taken away.
        var json: JSONValue {
            if let value { return value }
            guard items.isEmpty else { return .array(items.sorted { $0.key < $1.key }.map(\.value.json)) }
            return .object(members.mapValues(\.json))
        }
    }

    private let root = Node()

    /// Throws `bad_request` where the place is another field's already: `a=1&a.b=2`.
    func put(_ value: JSONValue, at path: FieldPath) throws {
        var place = root
        for step in path.steps {
            guard let next = place.next(step) else { throw Problem(.badRequest) }
            place = next
        }
        guard place.isFree else { throw Problem(.badRequest) }
        place.value = value
    }

    var fields: [String: JSONValue] {
        guard case .object(let fields) = root.json else { return [:] }
        return fields
    }
}
