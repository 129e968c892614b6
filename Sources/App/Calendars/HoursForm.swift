import Domain
import Foundation

/// How working hours are written: `{"weekday": 1, "from": "09:00", "to": "17:00"}`.
package enum HoursForm {
    /// Ranges in one request: a week of twelve a day.
    static let mostRanges = 84

    package static func weekly(_ value: JSONValue, _ field: String) throws -> [Int: [HoursRange]] {
        let items = try Form.array(value, field)
        guard items.count <= mostRanges else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(mostRanges)"])
        }
        let entries = items.enumerated().map { index, item -> Form.Answer<(weekday: Int, range: HoursRange)> in
            Form.answer {
                let prefix = "\(field)[\(index)]"
                let form = try Form(
                    try Form.object(item, prefix), allowed: ["weekday", "from", "to"], prefix: prefix + ".")
                let (weekday, hours) = try Form.gather(
                    form.need("weekday", Form.minutes(1...7)), Form.answer { try range(form, prefix) })
                return (weekday, hours)
            }
        }
        return try WorkingHours.week(try Form.gather(all: entries), field: field)
    }

    static func intervals(_ value: JSONValue, _ field: String) throws -> [HoursRange] {
        let items = try Form.array(value, field)
        guard items.count <= mostRanges else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(mostRanges)"])
        }
        let ranges = items.enumerated().map { index, item in
            Form.answer {
                let prefix = "\(field)[\(index)]"
                let form = try Form(try Form.object(item, prefix), allowed: ["from", "to"], prefix: prefix + ".")
                return try range(form, prefix)
            }
        }
        return try WorkingHours.day(try Form.gather(all: ranges), field: field)
    }

    private static func range(_ form: Form, _ field: String) throws -> HoursRange {
        let (from, to) = try Form.gather(form.need("from", Form.text), form.need("to", Form.text))
        return try HoursRange(from: from, to: to, field: field)
    }
}

extension JSONText {
    /// `"from": "09:00", "to": "17:00"`
    mutating func fields(_ range: HoursRange) {
        field("from", TimeOfDay(minute: range.fromMinute)?.description)
        field("to", TimeOfDay(minute: range.toMinute)?.description)
    }
}
