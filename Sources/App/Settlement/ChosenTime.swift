import Domain
import Foundation

/// A start of a service that somebody has chosen, as it was at one moment. Nothing is held by looking.
struct ChosenTime: Sendable {
    let offering: Offering
    let start: Date
    /// Whether it is offered and free.
    let isFree: Bool
    /// The asker's own booking of that very time, which may be why it is not free.
    let own: Booking?
    let lookedAt: Date
    /// Until when a booking that is made now can be withdrawn from; nil where there is no such right.
    let withdrawUntil: Date?

    var service: Service { offering.service }
    var end: Date { start.addingTimeInterval(60 * Double(service.duration)) }
}

/// A day with starts that are free.
struct FreeDay: Sendable {
    let date: LocalDate
    let starts: [Date]
}
