import Domain
import Foundation
import Logging
import Storage
import Wire

/// Sends the mails that were written down: reloads what they are about, asks whether they are still true, renders and
/// hands them over.
struct Mails: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let mailer: Mailer
    let renderer: MailRenderer
    let loginWays: LoginWays

    /// After so many attempts a mail is parked, where an admin sees it and may resend it.
    static let mostAttempts: Int64 = 12

    /// The handler of `mail` jobs.
    func run(_ job: Job) async throws -> JobEnd {
        guard let due = try await database.read({ try load(job.subject(), in: $0) }) else {
            return .done { try $0.moveMail(job.subject(), to: .dropped) }
        }
        do {
            try await mailer.send(try renderer.letter(due, now: now()))
            return .done { try $0.moveMail(job.subject(), to: .sent) }
        } catch {
            let isFinal = (error as? SMTPError)?.isPermanent ?? false
            // What is cut short has not failed, and is not parked either where this was its last attempt.
            if !isFinal { try Task.checkCancellation() }
            return end(job, error: "\(error)", isFinal: isFinal)
        }
    }

    private func end(_ job: Job, error: String, isFinal: Bool) -> JobEnd {
        let text = String(error.prefix(500))
        if isFinal || job.failures + 1 >= Self.mostAttempts {
            return .done { try $0.moveMail(job.subject(), to: .parked, error: text) }
        }
        return .again(error: text) { try $0.moveMail(job.subject(), to: .due, error: text) }
    }

    /// What is to be sent; nil where it is no longer due or no longer true.
    private func load(_ id: MailID, in tx: any Transaction) throws -> DueMail? {
        guard let mail = try tx.mail(id), mail.state == .due else { return nil }
        return try due(mail, in: tx)
    }

    private func due(_ mail: Mail, in tx: any Transaction) throws -> DueMail? {
        if let id = mail.participantID { return try Self.dueToInvited(id, mail, in: tx) }
        if let id = mail.codeID { return try dueToWhoSignsIn(id, mail, in: tx) }
        guard let id = mail.userID, let reader = try tx.user(id) else { return nil }
        if let webhookID = mail.webhookID {
            // Not where an admin has switched it on again, or taken it away.
            guard let webhook = try tx.webhook(webhookID), !webhook.isActive, reader.isAdmin else { return nil }
            return DueMail(mail: mail, reader: reader, webhook: webhook)
        }
        guard let bookingID = mail.bookingID else {
            if let id = mail.calendarID { return try Self.dueOfCalendar(id, mail, to: reader, in: tx) }
            guard mail.role != .host || reader.isAdmin else { return nil }
            // The link to another address proves nothing any more once another was asked for.
            if mail.kind == .verifyEmail, let address = mail.address, try tx.pendingEmail(of: reader.id) != address {
                return nil
            }
            return DueMail(mail: mail, reader: reader)
        }
        guard let entry = try tx.bookingEntry(bookingID, knowing: reader), Self.maySee(reader, mail, entry.booking),
            try Self.isTrue(mail, entry.booking, in: tx)
        else { return nil }
        return DueMail(
            mail: mail, reader: reader, entry: entry,
            // Of nothing there is no receipt.
            receipt: entry.booking.price.minor > 0 ? try tx.receipt(of: bookingID) : nil,
            owed: try Self.owed(mail, entry.booking, in: tx),
            freeStarts: mail.kind == .slotLost ? try Self.freeStarts(entry.booking, in: tx) : [],
            isReasonReaders: mail.kind == .cancellation && entry.booking.wasCancelled(by: reader),
            clash: mail.kind == .calendarClash ? try tx.clash(of: bookingID, with: mail.calendarID) : nil)
    }

    /// A host is told of a calendar as long as it cannot be read.
    private static func dueOfCalendar(
        _ id: CalendarLinkID, _ mail: Mail, to host: User, in tx: any Transaction
    ) throws -> DueMail? {
        let calendar = try tx.calendarLink(id).flatMap { link in
            FailingCalendar(link, try tx.calendarReading(of: id), of: host, now: tx.now)
        }
        return calendar.map { DueMail(mail: mail, reader: host, calendar: $0) }
    }

    /// Whoever was invited is told as long as they are expected, and that they are not any more.
    private static func dueToInvited(_ id: ParticipantID, _ mail: Mail, in tx: any Transaction) throws -> DueMail? {
        guard let participant = try tx.participant(id), let entry = try tx.bookingEntry(participant.bookingID)
        else { return nil }
        let isTakenBack = mail.kind == .cancellation && participant.state == .removed
        guard try isTakenBack || participant.state.isExpected && isTrue(mail, entry.booking, in: tx) else { return nil }
        // Of what they have not accepted, whoever wants no invitations hears no more, but that it is off.
        if participant.state == .invited, mail.kind != .cancellation,
            try tx.isUnwanted(EmailAddress.mailbox(participant.email))
        {
            return nil
        }
        return DueMail(mail: mail, reader: participant.reader, entry: entry, invited: participant)
    }

    /// Whoever asked for a code gets it as long as it is good, and the words that they asked for it in. Where they may
    /// not sign in so, they are told how they do.
    private func dueToWhoSignsIn(_ id: SignInCodeID, _ mail: Mail, in tx: any Transaction) throws -> DueMail? {
        guard let code = try tx.signInCode(id), code.isOpen(at: tx.now) else { return nil }
        let user = try tx.user(email: code.email)
        return DueMail(
            mail: mail, reader: code.reader(user, now: tx.now), code: loginWays.allow(.code, user) ? code : nil)
    }

    /// A mail in the host's form has the notes and the link: it goes to whoever gives the consultation, or runs the
    /// practice, when it is sent.
    private static func maySee(_ reader: User, _ mail: Mail, _ booking: Booking) -> Bool {
        mail.role != .host || reader.isAdmin || reader.id == mail.previousHostID
            || BookingRole.isHost(reader, of: booking)
    }

    /// What the client of a cancelled booking gets back in all; nil where it was not paid, and where a person decides.
    private static func owed(_ mail: Mail, _ booking: Booking, in tx: any Transaction) throws -> Money? {
        let isPaid: [PaymentStatus] = [.succeeded, .partiallyRefunded, .refunded]
        guard mail.kind == .cancellation, mail.role == .client, isPaid.contains(booking.paymentStatus) else {
            return nil
        }
        return try tx.owed(of: booking.id).map { Money(minor: $0, currency: booking.price.currency) }
    }

    /// The next free starts of the booking's service, within a month.
    private static func freeStarts(_ booking: Booking, in tx: any Transaction) throws -> [Date] {
        guard let offered = try tx.offering(of: booking.serviceID), offered.isOffered else { return [] }
        let today = try Zone.stored(offered.zoneIdentifier).local(tx.now).date
        let days = try AskedDays(from: today, to: today.adding(days: 30), zoneIdentifier: nil)
        let question = SlotQuestion(serviceID: booking.serviceID, days: days)
        return try Services.slots(question, in: tx).offer.slots.prefix(mostFreeStarts).map(\.start)
    }

    private static var mostFreeStarts: Int { 5 }

    /// A mail about a booking goes out while the booking is as the mail says. A cancellation is always news; a
    /// reminder or a confirmation of a start that has moved, or of a meeting that is off, would mislead.
    private static func isTrue(_ mail: Mail, _ booking: Booking, in tx: any Transaction) throws -> Bool {
        // What a host is told is for who is the host when it is sent; that one is it no more, for who is not.
        if mail.role == .host, mail.kind != .notice {
            let isHosts = booking.hostID == mail.userID
            if mail.previousHostID == mail.userID { return !isHosts }
            guard isHosts else { return false }
        }
        switch mail.kind {
        case .cancellation: return booking.status == .cancelled
        case .reminder:
            return try booking.status == .scheduled && booking.scheduledAt == mail.scheduledAt
                && booking.scheduledAt > tx.now && !tx.hasNewerMail(than: mail)
        case .confirmation, .rescheduling, .invitation:
            return booking.status == .scheduled && booking.scheduledAt == mail.scheduledAt
        // Once the meeting is open, or over, nobody waits for the host any more.
        case .somebodyWaits: return isExpectingHost(mail, booking, now: tx.now)
        case .runningLate:
            return isExpectingHost(mail, booking, now: tx.now) && booking.meeting.map { $0.lateMinutes > 0 } ?? false
        // Whatever was taken back since, it carries the link that counts when it is sent.
        case .newLink: return booking.status == .scheduled
        case .calendarClash:
            return try booking.status == .scheduled && booking.scheduledAt == mail.scheduledAt
                && booking.mayClash(at: tx.now) && tx.clash(of: booking.id, with: mail.calendarID) != nil
        // What happened to money is news for good.
        case .paymentReceipt, .paymentRefunded, .slotLost, .notice: return true
        case .verifyEmail, .resetPassword, .signInCode, .calendarTrouble: return true
        }
    }

    private static func isExpectingHost(_ mail: Mail, _ booking: Booking, now: Date) -> Bool {
        guard booking.status == .scheduled, booking.scheduledAt == mail.scheduledAt, let meeting = booking.meeting
        else { return false }
        return now < meeting.endsAt && (meeting.openedAt == nil || meeting.closedAt != nil)
    }

    // MARK: For admins

    static func address(_ mail: Mail, in tx: any Transaction) throws -> String {
        try address(mail, try tx.emails(of: mail.userID.map { [$0] } ?? []), in: tx)
    }

    /// `emails` are those of people who are known already.
    private static func address(
        _ mail: Mail, _ emails: [UserID: String], in tx: any Transaction
    ) throws -> String {
        // Codes are few, and gone after a day.
        if let id = mail.codeID { return try tx.signInCode(id)?.email ?? "" }
        return mail.address ?? mail.userID.flatMap { emails[$0] } ?? ""
    }

    func list(state: Mail.State?, _ part: ListPart) async throws -> Listing<(mail: Mail, to: String)> {
        try await database.read(.long) { tx in
            let listing = try tx.mails(state: state, part)
            let emails = try tx.emails(of: Set(listing.items.compactMap(\.userID)).sorted())
            return try listing.map { (mail: $0, to: try Self.address($0, emails, in: tx)) }
        }
    }

    /// Makes a mail due once more; it is rendered anew. Throws `not_found`, `mail_due`, or
    /// `mail_outdated` where what it says is no longer true.
    func resend(_ id: MailID, by admin: User) async throws -> (mail: Mail, to: String) {
        try await database.write { tx in
            guard let mail = try tx.mail(id) else { throw Problem(.notFound) }
            guard try due(mail, in: tx) != nil else { throw Problem(.mailOutdated) }
            // One that waits for its next try waits no longer.
            guard try tx.resendMail(mail) || tx.hastenJob(.mail, subject: id) else { throw Problem(.mailDue) }
            try tx.audit("mail.resent", by: admin.id, booking: mail.bookingID, user: mail.userID)
            guard let mail = try tx.mail(id) else { throw Problem(.notFound) }
            return (mail, try Self.address(mail, in: tx))
        }
    }
}

/// A mail with what it is about, as it stands now.
struct DueMail: Sendable {
    let mail: Mail
    let reader: User
    /// Nil for mails that are about no booking.
    var entry: BookingEntry?
    /// Nil for mails that are about no webhook.
    var webhook: Webhook?
    /// The calendar that cannot be read; nil for mails that are about none.
    var calendar: FailingCalendar?
    /// The code that it brings; nil for most, and where its reader may not sign in so.
    var code: SignInCode?
    /// Who was invited, and is the reader; nil for readers with an account.
    var invited: Participant?
    /// Nil where nothing was paid.
    var receipt: Receipt?
    /// What goes back in all of a booking that was paid and is cancelled, where that is known.
    var owed: Money?
    /// Other times that are offered to a client who lost theirs.
    var freeStarts: [Date] = []
    /// Whether the reader cancelled the booking, and so wrote the reason.
    var isReasonReaders = false
    /// What stands elsewhere over the booking; nil for mails that are not about that.
    var clash: BookingClash?

    /// Whether the reader was the booking's host, and is told that another one is.
    var isFormerHosts: Bool { mail.role == .host && mail.previousHostID == reader.id }
}

extension SMTPError {
    var isPermanent: Bool {
        if case .permanent = self { true } else { false }
    }
}
