import Domain
import Foundation

/// What can be booked: a consultation of a given length. Who gives it says its `Offering`. Lengths are minutes.
package struct Service: Sendable, Equatable {
    package let id: ServiceID
    package var slug: String
    package var title: String
    package var description: String?
    package var duration: Int
    package var price: Money
    package var bufferBefore: Int
    package var bufferAfter: Int
    package var slotStep: Int
    package var minimumNotice: Int
    /// Days.
    package var bookingHorizon: Int
    package var changeNotice: Int
    /// What a client who cancels gets back.
    package var refundPolicy = RefundPolicy.standard
    /// Coming bookings of it that one person may have; nil for what the practice has set for all services.
    package var bookingsPerPerson: Int?
    /// New bookings of it in a day from one network address; nil as above.
    package var bookingsPerAddress: Int?
    package var isActive: Bool
    package var createdAt: Date

    static let longestBuffer = Cells.longestBuffer
    static let longestNotice: Int64 = 525_600
    static let mostBookings: Int64 = 10_000

    /// What the calendar needs to know of it.
    var rules: SlotRules {
        SlotRules(
            duration: duration, bufferBefore: bufferBefore, bufferAfter: bufferAfter, slotStep: slotStep,
            minimumNotice: minimumNotice, bookingHorizonDays: bookingHorizon)
    }

    func cells(startingAt start: Date) -> Range<Int64> {
        Cells.range(
            start: start, durationMinutes: duration, bufferBefore: bufferBefore, bufferAfter: bufferAfter)
    }
}

/// A service as somebody describes it, with the host who is to offer it.
struct ServiceDraft: Sendable, Equatable {
    var service: Service
    var hostID: UserID
}
