import Foundation

/// How a service is laid out in time; minutes, unless the name says otherwise.
package struct SlotRules: Sendable, Hashable {
    package var duration: Int
    package var bufferBefore: Int
    package var bufferAfter: Int
    /// How far apart the starts are that are laid from the beginning of each range.
    package var slotStep: Int
    package var minimumNotice: Int
    package var bookingHorizonDays: Int

    package init(
        duration: Int, bufferBefore: Int = 0, bufferAfter: Int = 0, slotStep: Int, minimumNotice: Int,
        bookingHorizonDays: Int
    ) {
        precondition(duration > 0 && slotStep > 0, "a slot needs a length and a step")
        precondition(min(bufferBefore, bufferAfter, minimumNotice, bookingHorizonDays) >= 0, "a negative length")
        self.duration = duration
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
        self.slotStep = slotStep
        self.minimumNotice = minimumNotice
        self.bookingHorizonDays = bookingHorizonDays
    }
}

/// A stretch of time that a client may pick now.
package struct Slot: Sendable, Hashable {
    package var start: Date
    package var end: Date

    package init(start: Date, end: Date) {
        self.start = start
        self.end = end
    }
}

/// The slots of some days, and how long that answer holds.
package struct Offer: Sendable, Equatable {
    /// Starts strictly ascending.
    package var slots: [Slot]
    /// The first whole second after `now` at which the passing of time alone changes the answer: a slot loses its
    /// notice or one enters the horizon. Nil if never.
    package var lapsesAt: Date?

    package init(slots: [Slot], lapsesAt: Date?) {
        self.slots = slots
        self.lapsesAt = lapsesAt
    }
}
