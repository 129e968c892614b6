import Domain
import Foundation
import Hummingbird

/// The query of a URL, read by name; a value that cannot be read is a Problem that names it.
struct Query {
    private let parameters: [String: String]

    /// Bytes of a whole query, and of one value: five hundred letters of any script.
    private static let (mostBytes, mostValueBytes) = (8_192, 2_000)
    /// Letters of what is searched for.
    private static let longestSearch = 500

    init(_ request: Request) throws {
        parameters = try Self.pairs(request.uri.query ?? "").values
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

    /// The name of a time zone. None has a blank: where there is one it was a `+` that nobody encoded, as in `Etc/GMT+5`.
    func zone(_ name: String) -> String? { text(name)?.replacing(" ", with: "+") }

    func need(_ name: String) throws -> String {
        guard let value = text(name) else { throw Problem.invalid(name, .required) }
        return value
    }

    func number(_ name: String) throws -> Int64? {
        guard let value = text(name) else { return nil }
        guard let number = Int64(value) else { throw Problem.invalid(name, .notANumber) }
        return number
    }

    func instant(_ name: String) throws -> Date? {
        guard let value = text(name) else { return nil }
        return try Timestamp.date(value, field: name)
    }

    func date(_ name: String) throws -> LocalDate? {
        guard let value = text(name) else { return nil }
        guard let date = LocalDate(value) else { throw Problem.invalid(name, .malformed) }
        return date
    }

    func flag(_ name: String) throws -> Bool? {
        guard let value = text(name) else { return nil }
        guard let flag = Bool(value) else { throw Problem.invalid(name, .notOneOf, ["choices": "true, false"]) }
        return flag
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
        let chosen = words.map { Choice(rawValue: String(Substring($0))) }
        guard !chosen.contains(nil) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.invalid(name, .notOneOf, ["choices": all])
        }
        return Choice.allCases.filter { chosen.contains($0) }
    }

    /// `limit` and `offset`.
    func page() throws -> Page {
        let limit = try number("limit") ?? Int64(Page.standardLimit)
        let offset = try number("offset") ?? 0
        guard (1...Int64(Page.largestLimit)).contains(limit) else {
            throw Problem.invalid("limit", .outOfRange, ["minimum": "1", "maximum": "\(Page.largestLimit)"])
        }
        guard (0...Int64(Page.largestOffset)).contains(offset) else {
            throw Problem.invalid("offset", .outOfRange, ["minimum": "0", "maximum": "\(Page.largestOffset)"])
        }
        return Page(limit: Int(limit), offset: Int(offset))
    }
}

extension RequestContext {
    /// The number in the path; what is no number is nowhere to be found.
    func id(_ name: String = "id") throws -> Int64 {
        guard let text = parameters.get(name), let id = Int64(text), id > 0 else { throw Problem(.notFound) }
        return id
    }
}
