import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The way into a meeting, for the people it concerns.
struct MeetingRoutes: Sendable {
    let bookings: Bookings

    /// The asking person's own link, in the form of their role; null unless the booking is scheduled.
    func link(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (booking, name) = try await bookings.bookingAndName(of: context.user, try context.id())
        let links = bookings.links.meetings(for: context.user, as: booking.meetingRole(of: context.user))
        let link = try links.linkNow(into: booking, as: name)
        return .object { json in
            json.field("booking_id", booking.id)
            json.field("meeting_url", link)
            json.field("display_name", context.user.name)
            json.field("is_admin", context.user.isAdmin)
            json.field("scheduled_at", booking.scheduledAt)
            json.field("duration", booking.duration)
            json.field("status", booking.status.rawValue)
            json.field("role", booking.meetingRole(of: context.user).rawValue)
        }
    }
}
