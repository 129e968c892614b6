import Domain
import Foundation
import Storage

/// How a booking is to stand in a calendar of its host, as rooms above know it.
struct WantedEvent: Sendable {
    let hostID: UserID
    /// Whether it is to stand there: it is firm, and not off.
    let stands: Bool
    /// With the client's name in its title.
    let event: OwnEvent
    /// A title that tells nothing of the client.
    let privateTitle: String

    func event(titled titles: CalendarWriting.Titles) -> OwnEvent {
        var event = event
        if titles == .withoutName { event.title = privateTitle }
        return event
    }
}

/// What rooms above know of bookings that are written into calendars.
struct WantedEvents: Sendable {
    /// Of one booking, as it is now; nil where there is none.
    let event: @Sendable (BookingID, any Transaction) throws -> WantedEvent?
    /// Of a host's firm bookings that are to come, behind one and so many at most, in the order of their ids.
    let coming: @Sendable (_ host: UserID, _ last: BookingID, _ most: Int, any Transaction) throws -> [BookingID]
}
