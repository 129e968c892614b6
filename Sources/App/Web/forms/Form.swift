import Domain
import Foundation

/// A JSON object or a page's form that a person sent, read field by field by the same rules; every complaint is
/// gathered before any is answered.
///
/// ```swift
/// let (email, password) = try Form.gather(
///     form.need("email", Form.text, EmailAddress.normalised),
///     form.need("password", Form.text) { text, field in … })
/// ```
package struct Form: Sendable {
    package typealias Answer<T> = Result<T, Problem>

    package let fields: [String: JSONValue]
    private let prefix: String
    /// Of unknown names that are told.
    static let mostComplaints = 20

    /// Refuses fields outside `allowed`: a misspelt name would otherwise be lost without a word.
    package init(_ fields: [String: JSONValue], allowed: Set<String>, prefix: String = "") throws {
        let unknown = fields.keys.filter { !allowed.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw Problem.gathered(
                unknown.prefix(Self.mostComplaints).map { .invalid(prefix + String($0.prefix(80)), .unknownField) })
        }
        self.fields = fields
        self.prefix = prefix
    }

    /// True where the field was sent, also as null: a PATCH changes just these.
    package func has(_ name: String) -> Bool { fields[name] != nil }

    /// A field that must be there.
    package func need<Raw, Value>(
        _ name: String, _ type: (JSONValue, String) throws -> Raw, _ convert: (Raw, String) throws -> Value
    ) -> Answer<Value> {
        Self.answer {
            let field = prefix + name
            guard let value = fields[name], !value.isMissing else { throw Problem.invalid(field, .required) }
            return try convert(try type(value, field), field)
        }
    }

    /// A field that must be there, taken as it is.
    package func need<Raw>(_ name: String, _ type: (JSONValue, String) throws -> Raw) -> Answer<Raw> {
        need(name, type) { raw, _ in raw }
    }

    /// A field that may be absent or null.
    package func may<Raw, Value>(
        _ name: String, _ type: (JSONValue, String) throws -> Raw, _ convert: (Raw, String) throws -> Value?
    ) -> Answer<Value?> {
        Self.answer {
            guard let value = fields[name] else { return nil }
            // A browser sends a field that nobody filled in as an empty text.
            switch value {
            case .null: return nil
            case .typed(let text) where text.isEmpty: return nil
            default: break
            }
            return try convert(try type(value, prefix + name), prefix + name)
        }
    }

    package func may<Raw>(_ name: String, _ type: (JSONValue, String) throws -> Raw) -> Answer<Raw?> {
        may(name, type) { raw, _ in raw }
    }

    /// What `body` reads, or the Problem with it, to be gathered with others.
    package static func answer<Value>(_ body: () throws -> Value) -> Answer<Value> {
        do { return .success(try body()) } catch let problem as Problem { return .failure(problem) } catch {
            preconditionFailure("reading a field throws Problems only, not \(error)")
        }
    }

    /// All values, or one Problem with the complaints about all of them.
    package static func gather<each Value>(_ answers: repeat Answer<each Value>) throws -> (repeat each Value) {
        var problems: [Problem] = []
        for answer in repeat each answers {
            if case .failure(let problem) = answer { problems.append(problem) }
        }
        guard problems.isEmpty else { throw Problem.gathered(problems) }
        return (repeat try (each answers).get())
    }

    /// As above, of a list.
    package static func gather<Value>(all answers: [Answer<Value>]) throws -> [Value] {
        let problems = answers.compactMap { answer in
            if case .failure(let problem) = answer { problem } else { nil }
        }
        guard problems.isEmpty else { throw Problem.gathered(problems) }
        return try answers.map { try $0.get() }
    }
}
