extension Problem {
    /// Forms that a text may be expected to have; the raw values are examples, the same in every language.
    package enum Expected: String, CaseIterable, Sendable {
        case email = "name@example.org"
        case slug = "first-talk"
        case language = "de-CH"
        case instant = "2026-12-01T09:00:00Z"
        case date = "2026-12-01"
        case timeOfDay = "09:00"
        case url = "https://shop.example/hook"
        case calendar = "https://calendar.example/basic.ics"
        case colour = "#095b46"
        case key = "3f6c2c0e-6a53-4ad0"
        case digits = "123456"
        case place = "1767690000.123"
    }

    /// The problem of a text that has not the form that is expected at its field.
    package static func malformed(_ field: String, _ expected: Expected) -> Problem {
        .invalid(field, .malformed, ["example": expected.rawValue])
    }
}
