import Domain
import Foundation
import Hummingbird

/// The query of a URL, read by name; a value that cannot be read is a Problem that names it.
struct Query {
    private let parameters: URLPairs

    /// Bytes of a whole query, and of one value: five hundred letters of any script.
    private static let (mostBytes, mostValueBytes) = (8_192, 2_000)
    /// Letters of what is searched for.
    private static let longestSearch = 500

    init(_ request: Request) throws {
        parameters = try Self.pairs(request.uri.query ?? "")
    }

    /// Throws `bad_request`, or `validation_failed` for a value that is beyond its bounds.
    static func pairs(_ query: String) throws -> URLPairs {
        guard query.utf8.count <= mostBytes else { throw Problem(.badRequest) }
        return try URLPairs(query.utf8, mostValueBytes: mostValueBytes)
    }

    func text(_ name: String) -> String? {
        guard let value = parameters[name], !value.isEmpty else { return nil }
        return value
    }

    /// What is looked for in names and addresses.
    func search(_ name: String) throws -> String? {
        guard let text = text(name) else { return nil }
        guard text.unicodeScalars.count <= Self.longestSearch else {
            throw Problem.invalid(name, .tooLong, ["maximum": "\(Self.longestSearch)"])
        }
        return text
    }

    /// The name of a time zone. None has a blank: where there is one it was a `+` that nobody encoded (`Etc/GMT+5`).
    func zone(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        return text.utf8.contains(UInt8(ascii: " ")) ? text.replacing(" ", with: "+") : text
    }

    func need(_ name: String) throws -> String {
        guard let value = text(name) else { throw Problem.invalid(name, .required) }
        return value
    }

    /// The id of something; none is below one.
    func id<Subject>(_ name: String, _: ID<Subject>.Type) throws -> ID<Subject>? {
        try number(name, within: 1...Int64.max).map(ID.init(rawValue:))
    }

    func flag(_ name: String) throws -> Bool? {
        switch text(name) {
        case nil: return nil
        case "true", "1": return true
        case "false", "0": return false
        default: throw Problem.invalid(name, .notOneOf, ["choices": "true, false, 1, 0"])
        }
    }

    func instant(_ name: String) throws -> Date? {
        guard let value = text(name) else { return nil }
        return try Timestamp.date(value, field: name)
    }

    func date(_ name: String) throws -> LocalDate? {
        guard let value = text(name) else { return nil }
        guard let date = LocalDate(value) else { throw Problem.malformed(name, .date) }
        return date
    }

    /// `from` and `to`, which must both be there.
    func dates() throws -> (from: LocalDate, to: LocalDate) {
        func needed(_ name: String) -> Form.Answer<LocalDate> {
            Form.answer {
                guard let date = try date(name) else { throw Problem.invalid(name, .required) }
                return date
            }
        }
        let (from, to) = try Form.gather(needed("from"), needed("to"))
        return (from, to)
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _: Choice.Type) throws -> Choice?
    where Choice.RawValue == String {
        guard let value = text(name) else { return nil }
        return try Form.choice(value, name)
    }

    /// `status`, or `state`, by which it was asked for before.
    func status<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws -> Choice?
    where Choice.RawValue == String {
        try choice("status", Choice.self) ?? choice("state", Choice.self)
    }

    /// Several of them with commas between, each once; empty where none is named.
    func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
        _ name: String, _: Choice.Type
    ) throws -> [Choice] where Choice.RawValue == String {
        guard let value = text(name) else { return [] }
        let words = value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let chosen: [Choice] = try words.map { try Form.choice(String(Substring($0)), name) }
        return Choice.allCases.filter { chosen.contains($0) }
    }

    /// `limit`, `offset` and `after`, in a list that is ordered by so many numbers.
    func part(orderedBy numbers: Int = 1) throws -> ListPart {
        let (limit, offset, after) = try Form.gather(
            Form.answer { try number("limit", within: 1...Int64(ListPart.largestLimit)) },
            Form.answer { try number("offset", within: 0...Int64(ListPart.largestOffset)) },
            Form.answer { try place("after", numbers) })
        return ListPart(
            limit: limit.map(Int.init) ?? ListPart.standardLimit, offset: offset.map(Int.init) ?? 0, after: after)
    }

    private func place(_ name: String, _ numbers: Int) throws -> ListPlace? {
        guard let value = text(name) else { return nil }
        guard let place = ListPlace(value, numbers: numbers) else { throw Problem.malformed(name, .place) }
        return place
    }

    private func number(_ name: String, within range: ClosedRange<Int64>) throws -> Int64? {
        guard let value = text(name) else { return nil }
        guard let number = Int64(value) else { throw Problem.invalid(name, .notANumber) }
        guard range.contains(number) else {
            throw Problem.invalid(
                name, .outOfRange, ["minimum": "\(range.lowerBound)", "maximum": "\(range.upperBound)"])
        }
        return number
    }
}

extension RequestContext {
    /// The number in the path; what is no number is nowhere to be found.
    func id<Subject>(_ name: String = "id") throws -> ID<Subject> {
        guard let text = parameters.get(name), let id = ID<Subject>(text), id.rawValue > 0 else {
            throw Problem(.notFound)
        }
        return id
    }
}
