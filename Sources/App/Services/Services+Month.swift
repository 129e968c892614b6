import Domain
import Foundation
import Storage

/// A service with a month of its free times.
struct ServiceMonth: Sendable {
    let offering: Offering
    let month: FreeMonth
}

/// A service with the first time that is free.
struct SoonestOffering: Sendable {
    let offering: Offering
    let next: Date?
}

extension Services {
    /// A month of the service of that name. Throws `not_found` also for one that is not offered.
    func month(_ asked: AskedMonth, ofService slug: String, in zone: Zone) async throws -> ServiceMonth {
        try await database.read { tx in
            guard let offering = try tx.offering(named: slug), offering.isOffered else { throw Problem(.notFound) }
            let month = try Calendars.month(asked, from: offering.slotSource, in: zone, in: tx)
            return ServiceMonth(offering: offering, month: month)
        }
    }

    /// Every service that is offered, with its first free time.
    func soonest() async throws -> [SoonestOffering] {
        try await database.read { tx in
            try tx.offerings(onlyActive: true).map { offering in
                SoonestOffering(
                    offering: offering, next: try Calendars.firstFree(from: offering.slotSource, in: tx).start)
            }
        }
    }
}
