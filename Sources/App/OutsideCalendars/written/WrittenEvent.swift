import Domain
import Foundation
import Storage

/// A booking in a calendar of its host, as far as it is known that it stands there.
struct WrittenEvent: Sendable, Equatable {
    let bookingID: BookingID
    let linkID: CalendarLinkID
    /// Its own within the calendar: the end of its address.
    var name: String
    /// By which the calendar's server knows what was written last; nil where it said none.
    var etag: String?
    /// Of the booking, when it was written last; nil where that was begun only: it may stand there, or not.
    var sequence: Int64?
    var state: State
    /// After which it is history, which stays as it is.
    var endsAt: Date

    enum State: String, Sendable, CaseIterable, Storable {
        /// It is about to be written, or was when the server was killed.
        case begun
        case written
        /// It is to be written anew although the booking is as it was: its title is another one.
        case stale
    }

    /// Made of the booking's name in calendars, which hangs on what nobody can guess, and on no secret that is changed
    /// one day: a second create meets the first, also after a backup was restored.
    static func name(of event: OwnEvent) -> String { "informat-\(Digest.hex(event.uid).prefix(16)).ics" }
}

extension WrittenEvent {
    /// Of a booking that nothing is written of yet.
    init(_ wanted: WantedEvent, of booking: BookingID, in link: CalendarLinkID) {
        self.init(
            bookingID: booking, linkID: link, name: Self.name(of: wanted.event), etag: nil, sequence: nil,
            state: .begun, endsAt: wanted.event.end)
    }

    /// Whether all of it is as the booking is.
    func says(_ wanted: WantedEvent) -> Bool { state == .written && sequence == wanted.event.sequence }
}
