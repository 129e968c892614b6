import Domain
import Foundation

/// In which form a booking is written.
struct BookingView: Sendable {
    let showsClient: Bool
    /// The field of the reader's meeting link and what makes it; nil for a reader who takes part in none.
    let link: (name: StaticString, meetings: MeetingLinks)?

    /// As its own people see it.
    static func own(_ asker: User, _ links: Links) -> BookingView {
        BookingView(
            showsClient: false, link: ("personalized_meeting_url", links.meetings(for: asker, as: .participant)))
    }

    /// As those see it who run the practice, under /api/admin and /api/host.
    static func staff(_ asker: User, _ links: Links) -> BookingView {
        BookingView(showsClient: true, link: ("admin_meeting_url", links.meetings(for: asker, as: .moderator)))
    }

    /// As other programs are told of it: without the meeting, in which no program takes part.
    static let webhook = BookingView(showsClient: true, link: nil)
}

extension JSONText {
    mutating func booking(_ entry: BookingEntry, _ view: BookingView) {
        object { $0.fields(entry, view) }
    }

    private mutating func fields(_ entry: BookingEntry, _ view: BookingView) {
        let booking = entry.booking
        field("id", booking.id)
        field("user_id", booking.clientID)
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
        fields(booking.price)
        field("payment_status", booking.paymentStatus.rawValue)
        field("amount_refunded", json: booking.refunded.major)
        field("refund_policy", json: booking.refundPolicy.rawValue)
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
        guard let link = view.link else { return }
        let isTold = booking.status != .pending && booking.status != .expired
        field("jitsi_room_id", isTold ? booking.room?.name : nil)
        field("jitsi_room_url", isTold ? booking.room?.url : nil)
        field(link.name, link.meetings.link(into: booking.room, of: booking.status))
    }

    /// `"booking": {…}`
    mutating func field(_ name: StaticString, booking entry: BookingEntry, _ view: BookingView) {
        var json = JSONText(capacity: 1_024)
        json.booking(entry, view)
        field(name, json: json.text)
    }
}
