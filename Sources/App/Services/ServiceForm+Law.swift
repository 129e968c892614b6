import Domain
import Foundation

/// How a service's tax and its right of withdrawal are read.
extension ServiceForm {
    static func law(_ form: Form, _ old: Service) -> Form.Answer<Change> {
        Form.answer {
            let (said, isGiven, days, reason) = try Form.gather(
                tax(form, old.tax), form.may("right_of_withdrawal", Form.flag),
                form.may("withdrawal_days", Form.minutes(1...Int64(WithdrawalRight.mostDays))),
                form.may("withdrawal_reason", Form.text) {
                    try Text.name($0, field: $1, maximum: WithdrawalRight.longestReason)
                })
            return { service in
                service.tax = said
                service.withdrawal.isGiven = isGiven ?? service.withdrawal.isGiven
                service.withdrawal.days = days ?? service.withdrawal.days
                if form.has("withdrawal_reason") { service.withdrawal.reason = reason }
            }
        }
    }

    /// One of both: what is said takes the place of what was.
    private static func tax(_ form: Form, _ old: Tax?) -> Form.Answer<Tax?> {
        Form.answer { try taxNow(form, old) }
    }

    private static func taxNow(_ form: Form, _ old: Tax?) throws -> Tax? {
        let (points, note) = try Form.gather(
            form.may("tax_percent", Form.decimal, basisPoints),
            form.may("tax_note", Form.text) { try Text.name($0, field: $1, maximum: Tax.longestNote) })
        switch (points, note) {
        case (_?, _?): throw Problem.invalid("tax_note", .tooMany, ["maximum": "0"])
        case (let points?, nil): return .included(basisPoints: points)
        case (nil, let note?): return .note(note)
        case (nil, nil):
            if case .included = old, form.has("tax_percent") { return nil }
            if case .note = old, form.has("tax_note") { return nil }
            return old
        }
    }

    /// Per cent with two decimals at most.
    private static func basisPoints(_ percent: Decimal, _ field: String) throws -> Int64 {
        guard percent >= 0, percent <= 100 else {
            throw Problem.invalid(field, .outOfRange, ["minimum": "0", "maximum": "100"])
        }
        guard let points = Int64("\(percent * 100)") else {
            throw Problem.invalid(field, .notAMultiple, ["multiple": "0.01"])
        }
        return points
    }
}
