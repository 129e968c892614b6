import Domain
import Foundation

/// How far all bookings have been counted.
struct Counting: Sendable {
    /// Whose days are counted; empty before the first time.
    let zone: String
    /// All bookings are counted anew, and this is the last that was; nil once that is done.
    let countedTo: Int64?

    static let notBegun = Counting(zone: "", countedTo: 0)
}

/// What is counted at once: a day of the practice's zone (days since 1970-01-01), of one host.
struct HostDay: Sendable, Hashable {
    let host: UserID
    let day: Int
}

/// Where a booking stands, and whose it is.
struct CountedPlace: Sendable {
    let host: UserID
    let start: Date
    let client: UserID
}
