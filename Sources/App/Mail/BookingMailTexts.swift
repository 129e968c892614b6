import Domain
import Foundation

/// What a mail about a booking says to one reader.
struct BookingMailTexts: Sendable {
    private let mail: Mail
    private let entry: BookingEntry
    private let reader: User
    private let catalogue: Catalogue
    private let dates: DateText

    init(_ mail: Mail, _ entry: BookingEntry, reader: User, catalogue: Catalogue) throws {
        self.mail = mail
        self.entry = entry
        self.reader = reader
        self.catalogue = catalogue
        dates = DateText(catalogue: catalogue, zone: try Zone(reader.timeZone))
    }

    /// Everything that a template may show; docs/MAILS.md lists the fields.
    func values(practice: String) -> [String: Any] {
        let booking = entry.booking
        let when = dates.span(from: booking.scheduledAt, to: booking.endsAt)
        let names = [
            "service": entry.serviceTitle, "host": entry.host.name, "client": entry.client.name,
            "day": dates.day(of: booking.scheduledAt),
        ]
        let key = "mail.\(mail.kind.rawValue).\(mail.role == .host ? "host" : "client")"
        var values: [String: Any] = [
            "Language": catalogue.language, "Subject": catalogue.sentence("\(key).subject", names),
            "Heading": catalogue.sentence("\(key).heading", names), "Intro": catalogue.sentence("\(key).intro", names),
            "Greeting": catalogue.sentence("mail.greeting", ["name": reader.name]),
            "Rows": rows(when: when).map { ["Label": $0.label, "Value": $0.value] },
            "JoinLabel": catalogue.sentence("mail.join"), "LinkHint": catalogue.sentence("mail.link_hint"),
            "PersonalHint": catalogue.sentence("mail.personal"),
            "Footer": catalogue.sentence("mail.footer", ["practice": practice]),
            "Name": reader.name, "ServiceTitle": entry.serviceTitle, "HostName": entry.host.name,
            "ClientName": entry.client.name, "When": when, "Duration": String(booking.duration),
            "BookingID": String(booking.id), "Payment": payment,
        ]
        if let link = BookingLinks.own(booking, reader) { values["JoinURL"] = link }
        if mail.role == .host, let notes = booking.notes { values["Notes"] = notes }
        return values
    }

    private func rows(when: String) -> [(label: String, value: String)] {
        let booking = entry.booking
        var rows = [(label("service"), entry.serviceTitle)]
        rows.append(
            mail.role == .host
                ? (label("client"), "\(entry.client.name) <\(entry.client.email)>") : (label("host"), entry.host.name))
        rows.append((label("when"), when))
        rows.append((label("duration"), catalogue.sentence("duration.minutes", ["minutes": "\(booking.duration)"])))
        if booking.amountMinor > 0 { rows.append((label("payment"), payment)) }
        if mail.role == .host, let notes = booking.notes { rows.append((label("notes"), notes)) }
        if mail.kind == .cancellation, let reason = booking.cancelReason { rows.append((label("reason"), reason)) }
        if mail.role == .client, booking.changeNotice > 0, booking.status == .scheduled {
            rows.append((label("change_until"), dates.moment(booking.changeDeadline)))
        }
        return rows
    }

    private func label(_ name: String) -> String { catalogue.sentence("mail.label.\(name)") }

    private var payment: String {
        let booking = entry.booking
        let amount = "\(MoneyText.major(booking.amountMinor, booking.currency)) \(booking.currency.uppercased())"
        return catalogue.sentence("payment.\(booking.paymentStatus.rawValue)", ["amount": amount])
    }
}
