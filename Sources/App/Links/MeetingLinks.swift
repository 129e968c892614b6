import Domain
import Foundation
import Jitsi

/// Meeting links: made on demand for one person, never stored, and only while the booking is scheduled.
enum MeetingLinks {
    /// The link of a person in a role; nil unless the booking is scheduled.
    static func link(to roomURL: String?, of status: BookingStatus, name: String, role: MeetingRole) -> String? {
        link(to: roomURL, of: status, fragment: MeetingLink.fragment(displayName: name, role: role))
    }

    /// With what `MeetingLink.fragment` made for the reader.
    static func link(to roomURL: String?, of status: BookingStatus, fragment: String) -> String? {
        guard status == .scheduled, let roomURL else { return nil }
        return MeetingLink(roomURL: roomURL, fragment: fragment).text
    }
}
