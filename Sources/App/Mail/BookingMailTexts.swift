import Domain
import Foundation

/// What a mail about a booking says to one reader.
struct BookingMailTexts: Sendable {
    private let mail: Mail
    private let entry: BookingEntry
    private let reader: User
    /// Whether the reader has given the booking to another host, and sees no more of it than that.
    private let isFormerHosts: Bool
    private let cancelReason: String?
    private let receipt: Receipt?
    private let freeStarts: [Date]
    private let invited: Participant?
    private let links: Links
    private let catalogue: Catalogue
    private let dates: DateText

    init(_ due: DueMail, _ entry: BookingEntry, _ links: Links, catalogue: Catalogue) throws {
        mail = due.mail
        reader = due.reader
        self.entry = entry
        isFormerHosts = due.isFormerHosts
        let isHidden = due.isFormerHosts || due.invited != nil || due.isReasonReaders && due.reader.needsProof
        cancelReason = isHidden ? nil : entry.booking.cancelReason
        receipt = due.isFormerHosts ? nil : due.receipt
        freeStarts = due.freeStarts
        invited = due.invited
        self.links = links
        self.catalogue = catalogue
        dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
    }

    /// Everything that a template may show; docs/MAILS.md lists the fields.
    func values() -> [String: Any] {
        let booking = entry.booking
        let when = dates.span(from: booking.scheduledAt, to: booking.endsAt)
        let names = [
            "service": entry.serviceTitle, "host": entry.host.name, "client": clientName,
            "day": dates.day(of: booking.scheduledAt), "id": String(booking.id),
            "minutes": String(lateMinutes), "moment": dates.moment(expectedStart),
            "declared": entry.booking.withdrawal?.declaredAt.map(dates.moment) ?? "",
        ]
        let key = "mail.\(topic)"
        var values: [String: Any] = [
            "Language": catalogue.language, "Subject": catalogue.sentence("\(key).subject", names),
            "Heading": catalogue.sentence("\(key).heading", names), "Intro": catalogue.sentence("\(key).intro", names),
            "Greeting": reader.needsProof
                ? catalogue.sentence("mail.greeting_plain")
                : catalogue.sentence("mail.greeting", ["name": reader.name]),
            "Rows": rows(when: when).map {
                ["Label": $0.label, "Colon": Self.colon(after: $0.label), "Value": $0.value]
            },
            "JoinLabel": catalogue.sentence("mail.join"), "ManageLabel": catalogue.sentence("mail.manage"),
            "ReceiptLabel": catalogue.sentence("mail.receipt"),
            "LinkHint": catalogue.sentence("mail.link_hint"),
            "PersonalHint": catalogue.sentence("mail.personal"),
            "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
            "Name": ownWords(reader.name), "ServiceTitle": entry.serviceTitle, "HostName": entry.host.name,
            "ClientName": clientName, "When": when, "Duration": String(booking.duration),
            "BookingID": String(booking.id), "Payment": isFormerHosts || invited != nil ? "" : payment,
        ]
        if !isFormerHosts, let link { values["JoinURL"] = link }
        if receipt != nil { values["ReceiptURL"] = links.receipt(of: booking.id, booking.room) }
        if let manageLink { values["ManageURL"] = manageLink }
        if let notes { values["Notes"] = notes }
        return values
    }

    private var link: String? {
        invited.map { $0.entrance(into: entry.booking, by: links) } ?? entry.booking.meetingLink(of: reader, by: links)
    }

    /// The client's alone: never an invited person's, nor a host's.
    private var manageLink: String? {
        mail.role == .client && invited == nil ? links.manage(entry.booking, of: reader) : nil
    }

    /// By which name its sentences go.
    private var topic: String {
        let form = mail.role == .host ? "host" : mail.role == .participant ? "participant" : "client"
        if mail.isAboutWithdrawal, mail.role != .participant {
            return "withdrawal\(mail.kind == .notice ? "_late" : "").\(form)"
        }
        guard mail.previousHostID != nil else { return "\(mail.kind.rawValue).\(form)" }
        return isFormerHosts ? "hand_over.former_host" : "hand_over.\(form)"
    }

    private var lateMinutes: Int { entry.booking.meeting?.lateMinutes ?? 0 }
    private var expectedStart: Date { entry.booking.scheduledAt.addingTimeInterval(60 * Double(lateMinutes)) }

    private var notes: String? { mail.role == .host && !isFormerHosts ? entry.booking.notes : nil }

    private var answers: [IntakeAnswer] { mail.role == .host && !isFormerHosts ? entry.booking.answers.all : [] }

    /// What the reader chose to write stays out of mails until the address is known to be the reader's: whoever books
    /// with a stranger's address could else have any text sent to it. The meeting's link alone carries the name.
    private func ownWords(_ text: String) -> String { reader.needsProof ? "" : text }

    private var clientName: String {
        invited != nil ? "" : mail.role == .host ? entry.client.name : ownWords(entry.client.name)
    }

    private func rows(when: String) -> [(label: String, value: String)] {
        let booking = entry.booking
        var rows = [(label("service"), entry.serviceTitle)]
        rows.append(
            mail.role == .host
                ? (label("client"), "\(entry.client.name) <\(entry.client.email)>") : (label("host"), entry.host.name))
        if mail.role == .host, entry.client.needsProof {
            rows.append((label("address"), catalogue.sentence("mail.not_confirmed")))
        }
        rows.append((label("when"), when))
        rows.append((label("duration"), catalogue.sentence("duration.minutes", ["minutes": "\(booking.duration)"])))
        if booking.price.minor > 0, !isFormerHosts, invited == nil { rows += moneyRows }
        if let notes { rows.append((label("notes"), notes)) }
        rows += answers.map { ($0.label, $0.value.words(of: $0.kind, catalogue)) }
        if let note = mail.note { rows.append((label("said"), note)) }
        if mail.kind == .cancellation, let cancelReason { rows.append((label("reason"), cancelReason)) }
        if mail.role == .client, booking.changeNotice > 0, booking.status == .scheduled {
            rows.append((label("change_until"), dates.moment(booking.changeDeadline)))
        }
        if !freeStarts.isEmpty {
            rows.append((label("other_times"), freeStarts.map(dates.moment).joined(separator: "\n")))
        }
        return rows
    }

    /// Nothing after a question or a sentence, as a service's questions may be: they end in a mark of their own.
    private static func colon(after label: String) -> String {
        label.last.map { ".?!:;…。？！：".contains($0) } ?? false ? "" : ":"
    }

    private var moneyRows: [(label: String, value: String)] {
        let booking = entry.booking
        var rows = [(label("payment"), payment)]
        if booking.refundedMinor > 0 { rows.append((label("refunded"), catalogue.money(booking.refunded))) }
        if let receipt { rows.append((label("receipt"), receipt.title)) }
        if mail.role == .client, booking.status == .scheduled, booking.paymentStatus == .succeeded {
            rows.append((label("policy"), policy))
        }
        return rows
    }

    /// What the client gets back who cancels, tier by tier.
    private var policy: String {
        let tiers = entry.booking.refundPolicy.tiers.filter { $0.percent > 0 }.map { tier in
            let until = entry.booking.scheduledAt.addingTimeInterval(-Double(tier.notice) * 60)
            return catalogue.sentence(
                "refund.tier", ["percent": "\(tier.percent)", "moment": dates.moment(until)])
        }
        return (tiers + [catalogue.sentence("refund.rest")]).joined(separator: "\n")
    }

    private func label(_ name: String) -> String { catalogue.sentence("mail.label.\(name)") }

    private var payment: String {
        let booking = entry.booking
        return catalogue.sentence(
            "payment.\(booking.paymentStatus.rawValue)", ["amount": catalogue.money(booking.price)])
    }
}
