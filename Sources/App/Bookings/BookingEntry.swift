import Domain
import Foundation

/// As much of a person as a booking shows.
package struct Person: Sendable, Equatable {
    package let id: UserID
    package let email: String
    package let name: String
    package let timeZone: String
    package let locale: String
    /// As `User.needsProof`.
    package let needsProof: Bool
}

extension Person {
    init(_ user: User) {
        self.init(
            id: user.id, email: user.email, name: user.name, timeZone: user.timeZone, locale: user.locale,
            needsProof: user.needsProof)
    }
}

/// A booking with the names that belong to it.
package struct BookingEntry: Sendable, Equatable {
    package let booking: Booking
    package let serviceTitle: String
    package let client: Person
    package let host: Person
    /// What stands elsewhere over it; read for those alone who run the practice.
    package var clash: BookingClash?
}
