import Domain
import Foundation

/// How the fields of a booking are read.
enum BookingForm {
    static let longestNotes = 2_000
    static let longestPrivateNotes = 5_000
    static let longestReason = 500

    /// The fields that `request` reads.
    static let fields: Set<String> = ["service_id", "scheduled_at", "notes", "answers", "begin_early"]

    /// The fields above; starts are multiples of five minutes, as the calendar's cells are.
    static func request(_ form: Form, idempotencyKey: String?) throws -> BookingRequest {
        let (service, start, notes, answers, beginsEarly) = try Form.gather(
            form.need("service_id", Form.id(ServiceID.self)), form.need("scheduled_at", Form.instant, start),
            form.may("notes", Form.text, notes), form.may("answers", Form.array, AnswerForm.answers),
            form.may("begin_early", Form.flag))
        var request = BookingRequest(
            serviceID: service, scheduledAt: start, notes: notes, answers: answers ?? [],
            idempotencyKey: idempotencyKey)
        request.agreesToBeginEarly = beginsEarly ?? false
        return request
    }

    static func start(_ instant: Date, _ field: String) throws -> Date {
        guard Int(instant.timeIntervalSince1970) % Cells.seconds == 0 else {
            throw Problem.invalid(field, .notAMultiple, ["multiple": "\(Cells.minutes)"])
        }
        return instant
    }

    static func notes(_ text: String, _ field: String) throws -> String? {
        try Text.paragraph(text, field: field, maximum: longestNotes)
    }

    /// What the practice notes for itself, which must be named: an empty text or null takes it away.
    static func privateNotes(_ form: Form) throws -> String? {
        let name = "private_notes"
        guard form.has(name) else { throw Problem.invalid(name, .required) }
        return try form.may(name, Form.text, privateText).get()
    }

    private static func privateText(_ text: String, _ field: String) throws -> String? {
        try Text.paragraph(text, field: field, maximum: longestPrivateNotes)
    }

    static func reason(_ text: String, _ field: String) throws -> String? {
        try Text.name(text, field: field, maximum: longestReason)
    }

    /// One to 255 printable signs of ASCII, blanks among them; longer ones would bloat the table.
    static func idempotencyKey(_ value: String?, _ field: String = "Idempotency-Key") throws -> String? {
        guard let value else { return nil }
        guard !value.isEmpty else { throw Problem.invalid(field, .required) }
        guard value.utf8.count <= 255 else { throw Problem.invalid(field, .tooLong, ["maximum": "255"]) }
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw Problem.malformed(field, .key) }
        return value
    }
}
