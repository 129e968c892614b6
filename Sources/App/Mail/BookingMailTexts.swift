import Domain
import Foundation

/// What a mail about a booking says to one reader.
struct BookingMailTexts: Sendable {
    let mail: Mail
    let entry: BookingEntry
    let reader: User
    /// Whether the reader has given the booking to another host, and sees no more of it than that.
    let isFormerHosts: Bool
    let cancelReason: String?
    let receipt: Receipt?
    let freeStarts: [Date]
    let invited: Participant?
    let clash: BookingClash?
    let links: Links
    let catalogue: Catalogue
    let dates: DateText
    /// What goes back in all, where that is known.
    let owed: Money?
    /// Whether the mail carries an invitation for the reader's calendar.
    let bringsInvitation: Bool

    init(
        _ due: DueMail, _ entry: BookingEntry, _ links: Links, catalogue: Catalogue, bringsInvitation: Bool
    ) throws {
        mail = due.mail
        reader = due.reader
        self.entry = entry
        isFormerHosts = due.isFormerHosts
        let isHidden = due.isFormerHosts || due.invited != nil || due.isReasonReaders && due.reader.needsProof
        cancelReason = isHidden ? nil : entry.booking.cancelReason
        receipt = due.isFormerHosts ? nil : due.receipt
        freeStarts = due.freeStarts
        owed = due.owed
        self.bringsInvitation = bringsInvitation
        (invited, clash) = (due.invited, due.clash)
        self.links = links
        self.catalogue = catalogue
        dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
    }

    /// Everything that a template may show; docs/MAILS.md lists the fields.
    func values() -> [String: Any] {
        let booking = entry.booking
        let (when, rows) = (when, rows)
        let names = [
            "service": entry.serviceTitle, "host": entry.host.name, "client": clientName,
            "day": dates.day(of: booking.scheduledAt), "id": String(booking.id),
            "minutes": String(lateMinutes), "moment": dates.moment(expectedStart),
            "declared": entry.booking.withdrawal?.declaredAt.map(dates.moment) ?? "",
            "calendar": clash?.calendar ?? "",
        ]
        let key = "mail.\(topic)"
        var values: [String: Any] = [
            "Language": catalogue.language, "Subject": catalogue.sentence("\(key).subject", names),
            "Heading": catalogue.sentence("\(key).heading", names), "Intro": catalogue.sentence("\(key).intro", names),
            "Greeting": reader.needsProof
                ? catalogue.sentence("mail.greeting_plain")
                : catalogue.sentence("mail.greeting", ["name": reader.name]),
            "Rows": rows.map(\.values), "Details": rows.filter { !$0.isToldElsewhere }.map(\.values),
            "ManageLabel": catalogue.sentence(isOff ? "mail.see" : "mail.manage"),
            "ReceiptLabel": catalogue.sentence("mail.receipt"),
            "LinkHint": catalogue.sentence("mail.link_hint"), "PersonalHint": catalogue.sentence("mail.personal"),
            "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
            "Name": ownWords(reader.name), "ServiceTitle": entry.serviceTitle, "HostName": entry.host.name,
            "ClientName": clientName, "When": when, "Duration": String(booking.duration),
            "BookingID": String(booking.id), "Payment": isFormerHosts || invited != nil ? "" : payment,
        ]
        for more in [slipValues, joinValues, moneyValues, clashValues] { values.merge(more) { own, _ in own } }
        if let title { values["Title"] = title } else { values["Salutation"] = values["Greeting"] }
        if receipt != nil { values["ReceiptURL"] = links.receipt(of: booking.id, booking.room) }
        if let manageLink { values["ManageURL"] = manageLink }
        if let notes { (values["Notes"], values["NotesLabel"]) = (notes, label("notes")) }
        return values
    }

    /// The reader's own into the meeting.
    var link: String? {
        // Who has to choose between two appointments is on the way to none.
        if isFormerHosts || clash != nil { return nil }
        return invited.map { $0.entrance(into: entry.booking, by: links) }
            ?? entry.booking.meetingLink(of: reader, by: links)
    }

    /// The client's alone: never an invited person's, nor a host's.
    private var manageLink: String? {
        mail.role == .client && invited == nil ? links.manage(entry.booking, of: reader) : nil
    }

    /// What has changed, with the reader's name once it is known to be theirs; nil where the heading says it.
    private var title: String? {
        let key = "mail.\(topic).title"
        guard !reader.needsProof, catalogue.has(key) else { return nil }
        return catalogue.sentence(key, ["name": reader.firstName ?? reader.name])
    }

    /// By which name its sentences go.
    var topic: String {
        let form = mail.role == .host ? "host" : mail.role == .participant ? "participant" : "client"
        if mail.isAboutWithdrawal, mail.role != .participant {
            return "withdrawal\(mail.kind == .notice ? "_late" : "").\(form)"
        }
        guard mail.previousHostID != nil else { return "\(mail.kind.rawValue).\(form)" }
        return isFormerHosts ? "hand_over.former_host" : "hand_over.\(form)"
    }

    private var lateMinutes: Int { entry.booking.meeting?.lateMinutes ?? 0 }
    private var expectedStart: Date { entry.booking.scheduledAt.addingTimeInterval(60 * Double(lateMinutes)) }

    var notes: String? { mail.role == .host && !isFormerHosts ? entry.booking.notes : nil }

    var answers: [IntakeAnswer] { mail.role == .host && !isFormerHosts ? entry.booking.answers.all : [] }

    /// What the reader chose to write stays out of mails until the address is known to be the reader's: whoever books
    /// with a stranger's address could else have any text sent to it. The meeting's link alone carries the name.
    private func ownWords(_ text: String) -> String { reader.needsProof ? "" : text }

    var clientName: String {
        invited != nil ? "" : mail.role == .host ? entry.client.name : ownWords(entry.client.name)
    }

    var when: String { dates.span(from: entry.booking.scheduledAt, to: entry.booking.endsAt) }

    func label(_ name: String) -> String { catalogue.sentence("mail.label.\(name)") }
}
