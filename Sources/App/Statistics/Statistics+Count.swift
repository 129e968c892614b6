import Domain
import Foundation
import Storage

extension Statistics {
    /// So many bookings that have changed are counted in one transaction, so that nobody waits long behind it.
    private static let mostChanged = 200
    /// As many of those that are counted anew: they lie side by side, and share their days.
    private static let mostAnew = 1_000
    /// Transactions before an answer: a day's changes of a large practice. What is left, housekeeping counts.
    private static let mostParts = 10

    /// Counts what has changed since, as far as that goes at once. True where nothing is left to be counted.
    package func catchUp() async throws -> Bool {
        for _ in 0..<Self.mostParts {
            // Who only looks writes nothing.
            guard try await database.read({ try isBehind(in: $0) }) else { return true }
            _ = try await countPart()
        }
        return try await !database.read { try isBehind(in: $0) }
    }

    private func isBehind(in tx: any Transaction) throws -> Bool {
        let counting = try tx.counting()
        if try counting.countedTo != nil || counting.zone != practiceZone(tx) { return true }
        return try tx.hasChangedBookings()
    }

    /// Counts a part of what is not counted yet; returns of how many bookings, 0 where all are.
    ///
    /// Not serializable, so that no booking fails because it is being counted: those who count wait for each other at
    /// `counting`, and what is written after a day was read has left a row in `changed_bookings`, by which that day is
    /// counted once more.
    func countPart() async throws -> Int {
        try await database.write(.readCommitted) { [practiceZone] tx in
            let (name, counting) = (try practiceZone(tx), try tx.beginCounting())
            let zone = try Zone.stored(name)
            if counting.zone != name {
                // The days are others now; before the first time there are none.
                if !counting.zone.isEmpty { try tx.forgetSums() }
                try tx.setCounting(Counting(zone: name, countedTo: 0))
                return 1
            }
            let changed = try tx.takeChangedBookings(limit: Self.mostChanged)
            if !changed.isEmpty {
                try Self.count(changed, in: zone, in: tx)
                return changed.count
            }
            guard let place = counting.countedTo else { return 0 }
            let (anew, last) = try tx.places(after: place, limit: Self.mostAnew)
            try Self.count(anew, in: zone, in: tx)
            try tx.setCounting(Counting(zone: name, countedTo: last))
            return 1 + anew.count
        }
    }

    private static func count(_ changed: [ChangedBooking], in zone: Zone, in tx: any Transaction) throws {
        let ids = Array(Set(changed.map(\.id))).sorted { $0.rawValue < $1.rawValue }
        let now = try tx.places(of: ids)
        let left = changed.compactMap { change in
            change.host.flatMap { host in change.start.map { HostDay(host: host, day: zone.local($0).date.dayNumber) } }
        }
        // Whether a client is new may be another in one place besides: the first of all that have not changed.
        let firsts = try Set(now.map(\.client)).sorted { $0.rawValue < $1.rawValue }.compactMap {
            try tx.firstPlace(of: $0, without: ids)
        }
        try count(now + firsts, left, in: zone, in: tx)
    }

    private static func count(
        _ places: [CountedPlace], _ left: [HostDay] = [], in zone: Zone, in tx: any Transaction
    ) throws {
        let days = Set(places.map { HostDay(host: $0.host, day: zone.local($0.start).date.dayNumber) } + left)
        for day in days.sorted(by: { ($0.day, $0.host.rawValue) < ($1.day, $1.host.rawValue) }) {
            let date = LocalDate(dayNumber: day.day)
            try tx.count(day, zone.firstInstant(date)..<zone.firstInstant(date.adding(days: 1)))
        }
    }
}
