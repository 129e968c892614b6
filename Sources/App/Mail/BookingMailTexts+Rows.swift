import Domain
import Foundation

/// A line of a mail about a booking: what it is called, and what it says.
struct MailRow: Sendable {
    let label: String
    let value: String
    /// Whether a mail's HTML tells it in the slip, with the money or as a quotation.
    var isToldElsewhere = false

    var values: [String: String] { ["Label": label, "Colon": colon, "Value": value] }

    /// Nothing after a question or a sentence, as a service's questions may be: they end in a mark of their own.
    private var colon: String { label.last.map { ".?!:;…。？！：".contains($0) } ?? false ? "" : ":" }
}

extension BookingMailTexts {
    /// All that a mail tells, line by line.
    var rows: [MailRow] {
        let booking = entry.booking
        let length = catalogue.sentence("duration.minutes", ["minutes": "\(booking.duration)"])
        var rows = [MailRow(label: label("service"), value: entry.serviceTitle, isToldElsewhere: true)]
        rows.append(
            mail.role == .host
                ? MailRow(label: label("client"), value: "\(entry.client.name) <\(entry.client.email)>")
                : MailRow(label: label("host"), value: entry.host.name, isToldElsewhere: true))
        if mail.role == .host, entry.client.needsProof {
            rows.append(MailRow(label: label("address"), value: catalogue.sentence("mail.not_confirmed")))
        }
        rows.append(MailRow(label: label("when"), value: when, isToldElsewhere: true))
        rows.append(MailRow(label: label("duration"), value: length, isToldElsewhere: true))
        if let elsewhere { rows.append(elsewhere) }
        if booking.price.minor > 0, !isFormerHosts, invited == nil { rows += moneyRows }
        return rows + saidRows + timeRows
    }

    /// What people, and the payment company, have said.
    private var saidRows: [MailRow] {
        var rows: [MailRow] = []
        if let notes { rows.append(MailRow(label: label("notes"), value: notes, isToldElsewhere: true)) }
        rows += answers.map { MailRow(label: $0.label, value: $0.value.words(of: $0.kind, catalogue)) }
        if let note = mail.note { rows.append(MailRow(label: label("said"), value: note)) }
        if mail.kind == .cancellation, let cancelReason {
            rows.append(MailRow(label: label("reason"), value: cancelReason))
        }
        return rows
    }

    private var timeRows: [MailRow] {
        let booking = entry.booking
        var rows: [MailRow] = []
        if mail.role == .client, booking.changeNotice > 0, booking.status == .scheduled {
            rows.append(MailRow(label: label("change_until"), value: dates.moment(booking.changeDeadline)))
        }
        if !freeStarts.isEmpty {
            let times = freeStarts.map(dates.moment).joined(separator: "\n")
            rows.append(MailRow(label: label("other_times"), value: times))
        }
        return rows
    }
}
