import Domain
import Foundation
import Jitsi

/// In which form a booking is written: as its own people see it, or as the practice does.
struct BookingView: Sendable {
    let asker: User
    /// True under /api/admin and /api/host: with the client, and with the moderator's link.
    let isPractice: Bool
    /// The reader's part of every meeting link.
    let fragment: String

    init(asker: User, isPractice: Bool) {
        self.asker = asker
        self.isPractice = isPractice
        fragment = MeetingLink.fragment(displayName: asker.name, role: isPractice ? .moderator : .participant)
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
        if view.isPractice {
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
        field("notes", booking.notes)
        field("change_deadline", booking.changeDeadline)
        field("cancelled_at", booking.cancelledAt)
        field("cancel_reason", booking.cancelReason)
        field("created_at", booking.createdAt)
        field("updated_at", booking.updatedAt)
    }

    /// The room is told to nobody before the booking is scheduled.
    private mutating func meetingFields(_ booking: Booking, _ view: BookingView) {
        let isTold = booking.status != .pending && booking.status != .expired
        field("jitsi_room_id", isTold ? booking.roomID : nil)
        field("jitsi_room_url", isTold ? booking.roomURL : nil)
        let link = BookingLinks.link(booking, fragment: view.fragment)
        field(view.isPractice ? "admin_meeting_url" : "personalized_meeting_url", link)
    }

    /// `"booking": {…}`
    mutating func field(_ name: StaticString, booking entry: BookingEntry, _ view: BookingView) {
        var json = JSONText(capacity: 1_024)
        json.booking(entry, view)
        field(name, json: json.text)
    }
}
