import Domain
import Foundation
import Storage

extension Desk {
    /// The days of each host, one after the other. All hosts are read at once: how many statements that takes does not
    /// rest on how many they are.
    static func columns(
        of hosts: [User], _ days: ClosedRange<LocalDate>, _ zone: Zone, in tx: any Transaction
    ) throws -> [DeskColumn] {
        guard !hosts.isEmpty else { return [] }
        let span = zone.firstInstant(days.lowerBound)..<zone.firstInstant(days.upperBound.adding(days: 1))
        // Buffers of what takes place before and after these days reach into them.
        let buffer = Double(Cells.longestBuffer) * 60
        let filter = BookingFilter.touching(
            span.lowerBound - buffer..<span.upperBound + buffer, of: hosts.map(\.id), shown)
        let clashes = try tx.openClashes()
        let entries = try tx.uncountedBookingEntries(filter, ListPart(limit: mostShown), knowing: hosts)
            .map { $0.knowing(clashes, at: tx.now) }
        let taken = try tx.takenRanges(of: hosts, touching: Cells.touching(span))
        let hours = try hours(of: hosts, span, in: tx)
        return hosts.flatMap { host in
            let own = entries.filter { $0.booking.hostID == host.id }
            return (days.lowerBound.dayNumber...days.upperBound.dayNumber).map { number in
                let date = LocalDate(dayNumber: number)
                let day = zone.firstInstant(date)..<zone.firstInstant(date.adding(days: 1))
                return DeskColumn(
                    host: host, date: date, from: day.lowerBound, to: day.upperBound,
                    entries: own.filter {
                        $0.booking.scheduledAt < day.upperBound && $0.booking.endsAt > day.lowerBound
                    },
                    owned: own.map { Self.time(of: $0.booking.cells) }.clipped(to: day),
                    hours: (hours[host.id] ?? []).clipped(to: day),
                    taken: (taken[host.id] ?? []).map(Self.time).clipped(to: day))
            }
        }
    }

    private static func time(of cells: Range<Int64>) -> Range<Date> {
        Cells.start(of: cells.lowerBound)..<Cells.start(of: cells.upperBound)
    }

    /// The hours that touch a stretch of time; hours in a zone that nobody knows are none.
    private static func hours(
        of hosts: [User], _ span: Range<Date>, in tx: any Transaction
    ) throws -> [UserID: [Range<Date>]] {
        // A range may reach over midnight, and the hosts' dates may be a day away from those of UTC.
        let first = Zone.utc.local(span.lowerBound).date.adding(days: -3)
        let last = Zone.utc.local(span.upperBound).date.adding(days: 2)
        let zones = try tx.calendarZones(of: hosts)
        let kept = try tx.workingHours(of: hosts, from: first, to: last)
        var hours: [UserID: [Range<Date>]] = [:]
        for (host, own) in kept {
            guard let name = zones[host], let zone = try Zone.known(name) else { continue }
            hours[host] = own.spans(on: first...last, in: zone)
        }
        return hours
    }
}

extension [Range<Date>] {
    /// What of each lies within a stretch of time.
    func clipped(to span: Range<Date>) -> [Range<Date>] {
        compactMap { $0.overlaps(span) ? $0.clamped(to: span) : nil }.filter { !$0.isEmpty }
    }

    /// What is left of each where others are taken away.
    func without(_ others: [Range<Date>]) -> [Range<Date>] {
        others.reduce(self) { left, other in
            left.flatMap { one -> [Range<Date>] in
                guard one.overlaps(other) else { return [one] }
                return [
                    one.lowerBound..<Swift.max(one.lowerBound, other.lowerBound),
                    Swift.min(one.upperBound, other.upperBound)..<one.upperBound,
                ].filter { !$0.isEmpty }
            }
        }
    }
}
