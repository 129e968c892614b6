import Domain
import Foundation
import Storage

/// Looks through a calendar for free times, some weeks at once.
struct FreeSearch {
    /// So many days are looked at with one question.
    private static let stride = 62
    /// Days around a month that are asked for with it.
    private static let (before, after) = (7, 24)

    let source: SlotSource
    let zone: Zone
    let own: BookingID?
    let tx: any Transaction
    let today: LocalDate
    let lastDay: LocalDate
    private(set) var lapsesAt: Date
    private var opensAt: Date?
    /// What was asked last: the month of the first free day mostly lies within the weeks in which it was looked for.
    private var known: (days: ClosedRange<LocalDate>, slots: [Slot])?

    init(source: SlotSource, zone: Zone, own: BookingID?, tx: any Transaction) {
        (self.source, self.zone, self.own, self.tx) = (source, zone, own, tx)
        today = zone.local(tx.now).date
        let horizon = Double(source.rules.bookingHorizonDays) * 86_400
        lastDay = zone.local(tx.now + horizon).date
        // The table says which day is today.
        lapsesAt = zone.firstInstant(today.adding(days: 1))
    }

    mutating func month(_ asked: AskedMonth) throws -> FreeMonth {
        var day = asked.day ?? asked.at.map { zone.local($0).date }
        var first = (asked.month ?? day)?.firstOfMonth
        if first == nil {
            day = try firstFree(from: today)?.first.map { zone.local($0.start).date }
            first = (day ?? today).firstOfMonth
        }
        let month = min(max(first ?? today, today.firstOfMonth), lastDay.firstOfMonth)
        let free = try slots(
            from: max(today, month.adding(days: -Self.before)),
            to: min(lastDay, month.lastOfMonth.adding(days: Self.after)))
        let days = Dictionary(grouping: free) { zone.local($0.start).date }
        let earliest = days.keys.filter { (month...month.lastOfMonth).contains($0) }.min()
        if let asked = day, earliest == nil || !(month...month.lastOfMonth).contains(asked) { day = nil }
        day = day ?? earliest
        var next: [Slot]?
        if day == nil { next = try firstFree(from: month.firstOfNextMonth) }
        let isEmpty = days.isEmpty && next == nil
        if isEmpty { try lookBeyondHorizon() }
        return FreeMonth(
            first: month, today: today, lastDay: lastDay, horizonDays: source.rules.bookingHorizonDays, days: days,
            day: day, at: asked.at,
            next: next.flatMap { next in
                next.first.map { (zone.local($0.start).date, next.count) }
            }, opensAt: isEmpty ? opensAt : nil, zone: zone, now: tx.now, lapsesAt: lapsesAt)
    }

    /// All slots of the first day from this one on that has any.
    mutating func firstFree(from day: LocalDate) throws -> [Slot]? {
        var from = max(day, today)
        // The horizon, which is two years at most, ends it.
        while from <= lastDay {
            let found = try slots(from: from, to: from.adding(days: Self.stride - 1))
            if let first = found.first {
                let date = zone.local(first.start).date
                return found.filter { zone.local($0.start).date == date }
            }
            from = from.adding(days: Self.stride)
        }
        return nil
    }

    /// Nothing is free: from when on more can be booked is found behind the horizon.
    private mutating func lookBeyondHorizon() throws {
        _ = try slots(from: lastDay, to: lastDay.adding(days: Self.stride - 1))
    }

    private mutating func slots(from: LocalDate, to: LocalDate) throws -> [Slot] {
        guard from <= to else { return [] }
        if let known, known.days.contains(from), known.days.contains(to) {
            return known.slots.filter { (from...to).contains(zone.local($0.start).date) }
        }
        let days = try AskedDays(from: from, to: to, zoneIdentifier: nil)
        let offer = try Calendars.offer(from: source, on: days, in: zone, givingBack: own, in: tx)
        if let lapse = offer.lapsesAt {
            lapsesAt = min(lapsesAt, lapse)
            if offer.slots.isEmpty { opensAt = opensAt.map { min($0, lapse) } ?? lapse }
        }
        known = (from...to, offer.slots)
        return offer.slots
    }
}
