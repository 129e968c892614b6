import Domain
import Foundation
import Jitsi

/// In which form a booking is written.
struct BookingView: Sendable {
    private enum Form { case own, practice, webhook }

    private let form: Form
    /// The reader's part of every meeting link; nil for a reader who takes part in no meeting.
    let fragment: String?

    /// As its own people see it.
    static func own(_ asker: User) -> BookingView {
        BookingView(form: .own, fragment: MeetingLink.fragment(displayName: asker.name, role: .participant))
    }

    /// As those see it who run the practice, under /api/admin and /api/host: with the client, and the moderator's link.
    static func practice(_ asker: User) -> BookingView {
        BookingView(form: .practice, fragment: MeetingLink.fragment(displayName: asker.name, role: .moderator))
    }

    /// As other programs are told of it: with the client, and without the meeting, in which no program takes part.
    static let webhook = BookingView(form: .webhook, fragment: nil)

    var showsClient: Bool { form != .own }
    /// The field of the reader's link; nil where there is none.
    var linkName: StaticString? {
        switch form {
        case .own: "personalized_meeting_url"
        case .practice: "admin_meeting_url"
        case .webhook: nil
        }
    }
}

extension JSONText {
    mutating func booking(_ entry: BookingEntry, _ view: BookingView) {
        object { $0.fields(entry, view) }
    }

    private mutating func fields(_ entry: BookingEntry, _ view: BookingView) {
        let booking = entry.booking
        field("id", booking.id)
        field("user_id", booking.userID)
        field("service_id", booking.serviceID)
        field("service_title", entry.serviceTitle)
        field("host_id", booking.hostID)
        field("host_name", entry.host.name)
        if view.showsClient {
            field("user") { json in
                json.field("id", entry.client.id)
                json.field("email", entry.client.email)
                json.field("name", entry.client.name)
            }
        }
        field("scheduled_at", booking.scheduledAt)
        field("ends_at", booking.endsAt)
        field("duration", booking.duration)
        field("status", booking.status.rawValue)
        meetingFields(booking, view)
        field("amount", json: MoneyText.major(booking.amountMinor, booking.currency))
        field("currency", booking.currency)
        field("payment_status", booking.paymentStatus.rawValue)
        field("amount_refunded", json: MoneyText.major(booking.refundedMinor, booking.currency))
        field("refund_policy", json: booking.refundPolicy)
        field("hold_expires_at", booking.status == .pending ? booking.holdExpiresAt : nil)
        field("notes", booking.notes)
        field("change_deadline", booking.changeDeadline)
        field("cancelled_at", booking.cancelledAt)
        field("cancel_reason", booking.cancelReason)
        field("created_at", booking.createdAt)
        field("updated_at", booking.updatedAt)
    }

    /// The room is told to nobody before the booking is scheduled.
    private mutating func meetingFields(_ booking: Booking, _ view: BookingView) {
        guard let fragment = view.fragment, let linkName = view.linkName else { return }
        let isTold = booking.status != .pending && booking.status != .expired
        field("jitsi_room_id", isTold ? booking.roomID : nil)
        field("jitsi_room_url", isTold ? booking.roomURL : nil)
        field(linkName, BookingLinks.link(booking, fragment: fragment))
    }

    /// `"booking": {…}`
    mutating func field(_ name: StaticString, booking entry: BookingEntry, _ view: BookingView) {
        var json = JSONText(capacity: 1_024)
        json.booking(entry, view)
        field(name, json: json.text)
    }
}
