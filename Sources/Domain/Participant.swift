import Foundation

/// Somebody who was invited to a booking's meeting, with or without an account.
package struct Participant: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case invited, accepted, declined
        /// Invited no more.
        case removed

        /// Whether the person is expected, and told of changes.
        package var isExpected: Bool { self == .invited || self == .accepted }
    }

    package let id: ParticipantID
    package let bookingID: BookingID
    package let email: String
    package var name: String
    package var role: ParticipantRole
    package let locale: String?
    package let timeZone: String?
    package let state: State
    package let createdAt: Date

    package init(
        id: ParticipantID, bookingID: BookingID, email: String, name: String, role: ParticipantRole, locale: String?,
        timeZone: String?, state: State, createdAt: Date
    ) {
        self.id = id
        self.bookingID = bookingID
        self.email = email
        self.name = name
        self.role = role
        self.locale = locale
        self.timeZone = timeZone
        self.state = state
        self.createdAt = createdAt
    }

    /// Invited people of one meeting, at most.
    package static let most = 20
}
