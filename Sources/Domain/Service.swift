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
    /// Whether clients of new bookings wait until the host lets them in.
    package var hasWaitingRoom = false
    /// What its price says of tax; nil for nothing.
    package var tax: Tax?
    package var withdrawal = WithdrawalRight()
    /// What it asks whoever books it.
    package var questions = IntakeQuestions.none
    /// The id that a question of it was given last, whether it is still asked or not.
    package var lastQuestionID = QuestionID(rawValue: 0)
    package var isActive: Bool
    package var createdAt: Date

    package init(
        id: ServiceID, slug: String, title: String, description: String? = nil, duration: Int, price: Money,
        bufferBefore: Int, bufferAfter: Int, slotStep: Int, minimumNotice: Int, bookingHorizon: Int, changeNotice: Int,
        refundPolicy: RefundPolicy = RefundPolicy.standard, bookingsPerPerson: Int? = nil,
        bookingsPerAddress: Int? = nil, isActive: Bool, createdAt: Date
    ) {
        self.id = id
        self.slug = slug
        self.title = title
        self.description = description
        self.duration = duration
        self.price = price
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
        self.slotStep = slotStep
        self.minimumNotice = minimumNotice
        self.bookingHorizon = bookingHorizon
        self.changeNotice = changeNotice
        self.refundPolicy = refundPolicy
        self.bookingsPerPerson = bookingsPerPerson
        self.bookingsPerAddress = bookingsPerAddress
        self.isActive = isActive
        self.createdAt = createdAt
    }

    package static let longestBuffer = Cells.longestBuffer
    package static let longestNotice: Int64 = 525_600
    package static let mostBookings: Int64 = 10_000

    /// What the calendar needs to know of it.
    package var rules: SlotRules {
        SlotRules(
            duration: duration, bufferBefore: bufferBefore, bufferAfter: bufferAfter, slotStep: slotStep,
            minimumNotice: minimumNotice, bookingHorizonDays: bookingHorizon)
    }

    package func cells(startingAt start: Date) -> Range<Int64> {
        Cells.range(
            start: start, durationMinutes: duration, bufferBefore: bufferBefore, bufferAfter: bufferAfter)
    }
}
