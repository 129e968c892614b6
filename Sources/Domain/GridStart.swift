import Foundation

/// A start that might have been, and the one reason for which it is not offered.
package struct GridStart: Sendable, Equatable {
    package let slot: Slot
    /// The host's date whose hours decide on it: that on which its range begins, else that of the start.
    package let hostDate: LocalDate
    /// Nil where it is offered.
    package let reason: Reason?

    /// The first that applies of these, in this order.
    package enum Reason: Sendable, Equatable {
        /// The host does not work then.
        case closed
        /// The host stops working before it would end.
        case tooLong(stopsAt: Date)
        /// Nothing is offered before this moment: it is over, or too soon.
        case notice(earliest: Date)
        /// Nothing is offered after this moment.
        case horizon(latest: Date)
        /// Something else is in the time itself.
        case taken(TakenStretch)
        /// Something else is in the time that is to be free before or after it, or the other way round.
        case buffer(TakenStretch)
    }
}

/// A stretch of a host's calendar that is taken.
package struct TakenStretch: Sendable, Equatable {
    /// With buffers.
    package let cells: Range<Int64>
    /// Nil where it is taken by a calendar elsewhere.
    package let booking: TakenBooking?
    /// That calendar's name.
    package let calendarName: String?

    package init(cells: Range<Int64>, booking: TakenBooking?, calendarName: String? = nil) {
        self.cells = cells
        self.booking = booking
        self.calendarName = calendarName
    }
}

/// The booking that takes a stretch.
package struct TakenBooking: Sendable, Equatable {
    package let id: BookingID
    package let start: Date
    package let end: Date
    /// Whether it only holds its time so far.
    package let isHeld: Bool
    package let clientName: String

    package init(id: BookingID, start: Date, end: Date, isHeld: Bool, clientName: String) {
        self.id = id
        self.start = start
        self.end = end
        self.isHeld = isHeld
        self.clientName = clientName
    }
}

extension TakenStretch {
    /// Whether its own time, without buffers, and the slot's overlap.
    func overlaps(_ slot: Slot) -> Bool {
        let begin = booking?.start ?? Date(wholeSeconds: cells.lowerBound * Int64(Cells.seconds))
        let end = booking?.end ?? Date(wholeSeconds: cells.upperBound * Int64(Cells.seconds))
        return begin < slot.end && slot.start < end
    }
}
