import Domain
import Foundation

/// The types a field may have; each names the field in its complaint. What was typed into a page's form is read as the
/// type that is asked for.
extension Form {
    package static func text(_ value: JSONValue, _ field: String) throws -> String {
        let text: String
        switch value {
        case .text(let plain), .typed(let plain): text = plain
        default: throw Problem.invalid(field, .wrongType, ["type": "string"])
        }
        guard text.utf8.count <= mostTextBytes else {
            throw Problem.invalid(field, .tooLong, ["maximum": "\(mostTextBytes)"])
        }
        return text
    }

    /// Bytes of the longest text that any field takes: five thousand letters of any script.
    static let mostTextBytes = 20_000

    /// One of the words of `Choice`. Longer texts are none, and are not compared with them.
    package static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, _ field: String, of _: Choice.Type = Choice.self
    ) throws -> Choice where Choice.RawValue == String {
        guard text.utf8.count <= mostChoiceBytes, let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.invalid(field, .notOneOf, ["choices": all])
        }
        return choice
    }

    private static let mostChoiceBytes = 64

    /// In a page's form a box that is ticked says `on`; one that is not says nothing at all.
    package static func flag(_ value: JSONValue, _ field: String) throws -> Bool {
        switch value {
        case .flag(let flag): return flag
        case .typed("on"), .typed("true"): return true
        case .typed("false"): return false
        default: throw Problem.invalid(field, .wrongType, ["type": "boolean"])
        }
    }

    package static func decimal(_ value: JSONValue, _ field: String) throws -> Decimal {
        guard case .number(let number) = typedNumber(value) ?? value else {
            throw Problem.invalid(field, .wrongType, ["type": "number"])
        }
        return number
    }

    /// A number is typed as JSON writes it; browsers send the fields of numbers so in every language.
    private static func typedNumber(_ value: JSONValue) -> JSONValue? {
        guard case .typed(let text) = value, text.utf8.count <= mostChoiceBytes else { return nil }
        return try? JSONReader.value(in: Array(text.utf8))  // try? is fine: what is no JSON is no number either
    }

    package static func number(_ value: JSONValue, _ field: String) throws -> Int64 {
        let decimal = try decimal(value, field)
        guard let number = Int64("\(decimal)") else { throw Problem.invalid(field, .wrongType, ["type": "integer"]) }
        return number
    }

    package static func id<Subject>(_: ID<Subject>.Type) -> (JSONValue, String) throws -> ID<Subject> {
        { value, field in ID(rawValue: try number(value, field)) }
    }

    package static func array(_ value: JSONValue, _ field: String) throws -> [JSONValue] {
        switch value {
        case .array(let items): return items
        case .typed: return [value]
        default: throw Problem.invalid(field, .wrongType, ["type": "array"])
        }
    }

    package static func object(_ value: JSONValue, _ field: String) throws -> [String: JSONValue] {
        guard case .object(let fields) = value else { throw Problem.invalid(field, .wrongType, ["type": "object"]) }
        return fields
    }

    /// The address of a page, which a link may lead to.
    package static func url(_ value: JSONValue, _ field: String) throws -> String {
        let text = try text(value, field)
        guard text.utf8.count <= mostURLBytes else {
            throw Problem.invalid(field, .tooLong, ["maximum": "\(mostURLBytes)"])
        }
        guard text.utf8.allSatisfy({ (33...126).contains($0) }), let url = URLComponents(string: text),
            ["http", "https"].contains(url.scheme), url.host?.isEmpty == false, url.user == nil, url.password == nil
        else { throw Problem.malformed(field, .url) }
        return text
    }

    private static let mostURLBytes = 500

    /// An instant in RFC 3339.
    package static func instant(_ value: JSONValue, _ field: String) throws -> Date {
        try Timestamp.date(try text(value, field), field: field)
    }

    /// A whole number of minutes within `range`, and a multiple of `step` where one is given.
    package static func minutes(
        _ range: ClosedRange<Int64>, step: Int64 = 1
    ) -> (JSONValue, String) throws -> Int {
        { value, field in
            let number = try number(value, field)
            guard range.contains(number) else {
                throw Problem.invalid(
                    field, .outOfRange, ["minimum": "\(range.lowerBound)", "maximum": "\(range.upperBound)"])
            }
            guard number % step == 0 else { throw Problem.invalid(field, .notAMultiple, ["multiple": "\(step)"]) }
            return Int(number)
        }
    }
}
