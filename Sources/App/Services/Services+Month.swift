import Domain
import Foundation
import Storage

/// A service with a month of its free times.
struct ServiceMonth: Sendable {
    let offering: Offering
    let month: FreeMonth
    /// Of the host's calendar, from which the month was worked out.
    let state: CalendarState
}

/// A service with the first time that is free.
struct SoonestOffering: Sendable {
    let offering: Offering
    let next: Date?
}

/// All that is offered, with the states of the calendars from which the times are.
struct SoonestOfferings: Sendable {
    let list: [SoonestOffering]
    let states: [CalendarState]
    let madeAt: Date
    let lapsesAt: Date
}

/// The first free start of a service; nil where there is none.
struct FirstFree: CachedAnswer {
    let start: Date?
    let lapsesAt: Date
    package var cachedBytes: Int { 0 }
}

extension Services {
    /// A month of the service of that name, or what `known` has of it in this state of the calendar at this moment.
    /// Throws `not_found` also for a service that is not offered.
    func month<Known: Sendable>(
        _ asked: AskedMonth, ofService slug: String, in zone: Zone,
        unless known: @escaping @Sendable (Offering, CalendarState, Date) -> Known?
    ) async throws -> Recalled<Known, ServiceMonth> {
        try await database.read { tx in
            let (offering, state) = try Self.offered(slug, in: tx)
            if let known = known(offering, state, tx.now) { return .remembered(known) }
            let month = try Calendars.month(asked, from: offering.slotSource, in: zone, in: tx)
            return .fresh(ServiceMonth(offering: offering, month: month, state: state))
        }
    }

    /// As above, from no memory.
    func month(_ asked: AskedMonth, ofService slug: String, in zone: Zone) async throws -> ServiceMonth {
        try await database.read { tx in
            let (offering, state) = try Self.offered(slug, in: tx)
            let month = try Calendars.month(asked, from: offering.slotSource, in: zone, in: tx)
            return ServiceMonth(offering: offering, month: month, state: state)
        }
    }

    private static func offered(_ slug: String, in tx: any Transaction) throws -> (Offering, CalendarState) {
        guard let offering = try tx.offering(named: slug), offering.isOffered,
            let state = try tx.calendarState(ofService: offering.service.id)
        else { throw Problem(.notFound) }
        return (offering, state)
    }

    /// Every service that is offered, with its first free time, or what `known` has of them.
    func soonest<Known: Sendable>(
        unless known: @escaping @Sendable ([Offering], [CalendarState], Date) -> Known?
    ) async throws -> Recalled<Known, SoonestOfferings> {
        try await database.read { tx in
            let offerings = try tx.offerings(onlyActive: true)
            let states = try tx.calendarStates()
            let all = try offerings.map { offering in
                guard let state = states[offering.host.id] else { throw Problem(.notFound) }
                return state
            }
            if let known = known(offerings, all, tx.now) { return .remembered(known) }
            let firsts = try zip(offerings, all).map { try firstFree(of: $0, $1, in: tx) }
            let list = zip(offerings, firsts).map { SoonestOffering(offering: $0, next: $1.start) }
            let lapsesAt = firsts.map(\.lapsesAt).min() ?? .distantFuture
            return .fresh(SoonestOfferings(list: list, states: all, madeAt: tx.now, lapsesAt: lapsesAt))
        }
    }

    /// What a host offers, or everything to an admin, each with its first free time; also what is not offered now, and
    /// so has none. Throws `forbidden` for others.
    func offered(to reader: User) async throws -> [SoonestOffering] {
        try reader.requireStaff()
        return try await database.read { tx in
            let all = try tx.offerings(onlyActive: false).filter { reader.isAdmin || $0.host.id == reader.id }
            let states = try tx.calendarStates()
            return try all.map { offering in
                guard offering.isOffered, let state = states[offering.host.id] else {
                    return SoonestOffering(offering: offering, next: nil)
                }
                return SoonestOffering(offering: offering, next: try firstFree(of: offering, state, in: tx).start)
            }
        }
    }

    private func firstFree(of offering: Offering, _ state: CalendarState, in tx: any Transaction) throws -> FirstFree {
        let id = offering.service.id
        if let known = firsts.answer(to: id, state: state, now: tx.now) { return known }
        let (start, lapsesAt) = try Calendars.firstFree(from: offering.slotSource, in: tx)
        let first = FirstFree(start: start, lapsesAt: lapsesAt)
        firsts.remember(first, for: id, state: state, madeAt: tx.now, lapsesAt: lapsesAt)
        return first
    }
}
