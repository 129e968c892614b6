import Domain
import Foundation
import Storage

/// Every start that a service might have had on a day, and why it is not offered.
struct ExplainedDay: Sendable {
    let offering: Offering
    let date: LocalDate
    /// In which the day is meant.
    let zone: Zone
    /// That of the host's hours.
    let hostZone: Zone
    let hours: WorkingHours
    let starts: [GridStart]
    let now: Date
}

/// The services about which somebody may ask, and a day of one of them; without a day where there are none.
struct Explanation: Sendable {
    let offerings: [Offering]
    let day: ExplainedDay?
}

extension Bookings {
    /// Tells for each start of a service's grid on a day whether it is offered, or why not: in the zone of this name,
    /// else in that of the host's hours. Throws `not_found`, also for another's service where the asker is no admin.
    func explain(
        _ service: ServiceID, on date: LocalDate, in zone: String?, for asker: User
    ) async throws -> ExplainedDay {
        let asked = try zone.map { try Zone($0) }
        return try await database.read { tx in
            guard let offering = try tx.offering(of: service), Self.mayAsk(asker, about: offering) else {
                throw Problem(.notFound)
            }
            return try Self.explain(offering, on: date, in: asked, tx)
        }
    }

    /// The same with all services about which the asker may ask: of the first where none is named, and of today in the
    /// zone of the host's hours where no day is. Throws `forbidden` for whoever is neither host nor admin.
    func explanation(of service: ServiceID?, on date: LocalDate?, for asker: User) async throws -> Explanation {
        try asker.requireStaff()
        return try await database.read { tx in
            let offerings = try tx.offerings(onlyActive: false).filter { Self.mayAsk(asker, about: $0) }
            let chosen = service.map { id in offerings.first { $0.service.id == id } } ?? offerings.first
            guard let chosen else {
                guard service == nil else { throw Problem(.notFound) }
                return Explanation(offerings: [], day: nil)
            }
            let today = try Zone.stored(chosen.zoneIdentifier).local(tx.now).date
            let day = try Self.explain(chosen, on: date ?? today, in: nil, tx)
            return Explanation(offerings: offerings, day: day)
        }
    }

    private static func mayAsk(_ asker: User, about offering: Offering) -> Bool {
        asker.isAdmin || offering.host.id == asker.id
    }

    private static func explain(
        _ offering: Offering, on date: LocalDate, in asked: Zone?, _ tx: any Transaction
    ) throws -> ExplainedDay {
        let hostZone = try Zone.stored(offering.zoneIdentifier)
        let zone = asked ?? hostZone
        let hours = try Calendars.hours(of: offering.host.id, around: date, to: date, in: tx)
        let taken = try tx.takenStretches(of: offering.host.id, touching: Calendars.cells(around: date, to: date))
        let openings = Openings(rules: offering.service.rules, hours: hours, zone: hostZone)
        return ExplainedDay(
            offering: offering, date: date, zone: zone, hostZone: hostZone, hours: hours,
            starts: openings.explain(date, in: zone, now: tx.now, taken: taken), now: tx.now)
    }
}
