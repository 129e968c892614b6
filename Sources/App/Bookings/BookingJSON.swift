import Domain
import Foundation

/// In which form a booking is written.
struct BookingView: Sendable {
    let showsClient: Bool
    /// What the practice notes for itself, and what stands elsewhere over it.
    var showsPrivateNotes = false
    /// The field of the reader's meeting link and what makes it; nil for a reader who takes part in none.
    let link: (name: StaticString, meetings: MeetingLinks)?
    /// Who reads it, and need not be looked up.
    var reader: User?

    /// As its own people see it.
    static func own(_ asker: User, _ links: Links) -> BookingView {
        let meetings = links.meetings(for: asker, as: .participant)
        return BookingView(showsClient: false, link: ("personalized_meeting_url", meetings), reader: asker)
    }

    /// As those see it who run the practice, under /api/admin and /api/host.
    static func staff(_ asker: User, _ links: Links) -> BookingView {
        let meetings = links.meetings(for: asker, as: .moderator)
        return BookingView(
            showsClient: true, showsPrivateNotes: true, link: ("admin_meeting_url", meetings), reader: asker)
    }

    /// As other programs are told of it: without the meeting, in which no program takes part, and without what was
    /// answered to the host alone.
    static let webhook = BookingView(showsClient: true, link: nil)
}

/// The names that a booking shows, as JSON strings.
struct BookingNamesJSON {
    let serviceTitle, hostName, clientEmail, clientName: [UInt8]

    var bytes: Int { serviceTitle.count + hostName.count + clientEmail.count + clientName.count }

    /// With its quotes and escapes.
    static func string(_ text: String) -> [UInt8] {
        var json = JSONText(capacity: text.utf8.count + 2)
        json.string(text)
        return json.bytes
    }
}

extension JSONText {
    mutating func booking(_ entry: BookingEntry, _ view: BookingView) {
        let names = BookingNamesJSON(
            serviceTitle: BookingNamesJSON.string(entry.serviceTitle),
            hostName: BookingNamesJSON.string(entry.host.name),
            clientEmail: BookingNamesJSON.string(entry.client.email),
            clientName: BookingNamesJSON.string(entry.client.name))
        let decimals = entry.booking.price.currency.exponent
        entry.booking.pieces { pieces in
            var pieces = pieces
            pieces.clash = entry.clash?.json
            booking(pieces, names, decimals: decimals, view)
        }
    }

    /// In one go: a list of fifty has more than a thousand members.
    mutating func booking(
        _ booking: BookingPieces, _ names: BookingNamesJSON, decimals: Int, _ view: BookingView
    ) {
        let link = view.link.map { $0.name.utf8CodeUnitCount + $0.meetings.mostBytes } ?? 0
        element(mostBytes: booking.mostBytes + names.bytes + link) {
            $0.put(booking, names, decimals: decimals, view)
        }
    }

    /// `"booking": {…}`
    mutating func field(_ name: StaticString, booking entry: BookingEntry, _ view: BookingView) {
        var json = JSONText(capacity: 1_024)
        json.booking(entry, view)
        field(name, json: json.text)
    }
}

extension Pen {
    fileprivate mutating func put(
        _ booking: BookingPieces, _ names: BookingNamesJSON, decimals: Int, _ view: BookingView
    ) {
        put(raw: "{\"id\":")
        put(booking.id)
        put(raw: ",\"user_id\":")
        put(booking.clientID)
        put(raw: ",\"service_id\":")
        put(booking.serviceID)
        put(raw: ",\"service_title\":")
        put(raw: names.serviceTitle)
        put(raw: ",\"host_id\":")
        put(booking.hostID)
        put(raw: ",\"host_name\":")
        put(raw: names.hostName)
        if view.showsClient { putClient(booking, names) }
        put(raw: ",\"scheduled_at\":")
        put(instant: booking.scheduledAt)
        put(raw: ",\"ends_at\":")
        put(instant: booking.scheduledAt + booking.duration * 60)
        put(raw: ",\"duration\":")
        put(booking.duration)
        put(raw: ",\"status\":")
        put(booking.status)
        let shown = view.link.flatMap { link in booking.place.map(link.meetings.shown) }
        putLinks(booking, view, shown)
        putMoney(booking, decimals)
        putCourse(booking)
        if view.link != nil {
            put(UInt8(ascii: ","))
            putMeeting(shown)
            put(raw: ",\"answers\":")
            if let answers = booking.answers { put(answers.bytes) } else { put(raw: "[]") }
            putWithdrawal(booking)
        }
        if view.showsPrivateNotes {
            put(raw: ",\"clash\":")
            if let clash = booking.clash { put(raw: clash) } else { put(raw: "null") }
            put(raw: ",\"private_notes\":")
            put(booking.privateNotes)
        }
        put(UInt8(ascii: "}"))
    }

    private mutating func putClient(_ booking: BookingPieces, _ names: BookingNamesJSON) {
        put(raw: ",\"user\":{\"id\":")
        put(booking.clientID)
        put(raw: ",\"email\":")
        put(raw: names.clientEmail)
        put(raw: ",\"name\":")
        put(raw: names.clientName)
        put(UInt8(ascii: "}"))
    }

    /// The room is told to nobody before the booking is scheduled, and to no client before the host lets people in
    /// where they wait for that; the link is for as long as the booking is scheduled.
    private mutating func putLinks(_ booking: BookingPieces, _ view: BookingView, _ shown: MeetingShown?) {
        guard let link = view.link else { return }
        let isTold = !booking.isPending && !booking.isExpired && shown?.hidesRoom != true
        let room = booking.meeting?.room
        put(raw: ",\"jitsi_room_id\":")
        put(isTold ? room?.name : nil)
        put(raw: ",\"jitsi_room_url\":")
        put(isTold ? room : nil)
        put(UInt8(ascii: ","))
        put(key: link.name)
        put(shown?.link ?? .none, of: link.meetings, into: room)
    }

    private mutating func putWithdrawal(_ booking: BookingPieces) {
        put(raw: ",\"withdrawal\":")
        guard let until = booking.withdrawUntil else { return put(raw: "null") }
        put(raw: "{\"until\":")
        put(instant: until)
        put(raw: ",\"begin_early_at\":")
        put(instant: booking.earlyStartAt)
        put(raw: ",\"declared_at\":")
        put(instant: booking.withdrawnAt)
        put(UInt8(ascii: "}"))
    }

    private mutating func putMoney(_ booking: BookingPieces, _ decimals: Int) {
        put(raw: ",\"amount\":")
        put(minor: booking.minor, decimals: decimals)
        put(raw: ",\"currency\":")
        put(booking.currency)
        put(raw: ",\"payment_status\":")
        put(booking.paymentStatus)
        put(raw: ",\"amount_refunded\":")
        put(minor: booking.refundedMinor, decimals: decimals)
        put(raw: ",\"refund_policy\":")
        put(booking.refundPolicy.bytes)
    }

    private mutating func putCourse(_ booking: BookingPieces) {
        put(raw: ",\"hold_expires_at\":")
        put(instant: booking.isPending ? booking.holdExpiresAt : nil)
        put(raw: ",\"notes\":")
        put(booking.notes)
        put(raw: ",\"change_deadline\":")
        put(instant: booking.scheduledAt - booking.changeNotice * 60)
        put(raw: ",\"cancelled_at\":")
        put(instant: booking.cancelledAt)
        put(raw: ",\"cancel_reason\":")
        put(booking.cancelReason)
        put(raw: ",\"created_at\":")
        put(instant: booking.createdAt)
        put(raw: ",\"updated_at\":")
        put(instant: booking.updatedAt)
        put(raw: ",\"cancelled_by\":")
        put(booking.cancelledBy)
    }
}
