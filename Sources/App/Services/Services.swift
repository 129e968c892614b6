import Domain
import Foundation
import Storage

/// What may be booked, with whom, and at which times.
package struct Services: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    /// Whether there is a booking of a service, of which rooms above know.
    let isBooked: @Sendable (ServiceID, any Transaction) throws -> Bool
    let cache = SlotCache()
    let firsts = CalendarCache<ServiceID, CalendarState, FirstFree>()

    func list(onlyActive: Bool) async throws -> [Offering] {
        try await database.read { try $0.offerings(onlyActive: onlyActive) }
    }

    /// Also an inactive one. Throws `not_found`.
    func service(_ id: ServiceID) async throws -> Offering {
        try await database.read { try Self.require(id, in: $0) }
    }

    /// A service with those who may offer it; of one that is to be made, these alone. Throws `not_found`.
    func known(_ id: ServiceID? = nil) async throws -> KnownService {
        try await database.read { tx in
            let hosts = try tx.hosts(most: Self.mostHosts)
            guard let id else { return KnownService(hosts: hosts) }
            let offering = try Self.require(id, in: tx)
            let isKnown = hosts.contains { $0.id == offering.host.id }
            return KnownService(
                offering: offering, hosts: isKnown ? hosts : hosts + [offering.host], isBooked: try isBooked(id, tx))
        }
    }

    private static let mostHosts = 500

    /// Adds the service that `new` makes of its id. Throws `slug_taken`, `validation_failed` where the host is no host,
    /// and what `new` throws.
    func add(
        by actor: User, _ new: @escaping @Sendable (ServiceID) throws -> ServiceDraft
    ) async throws -> Offering {
        try await database.write { tx in
            let new = try new(try tx.nextServiceID())
            try Self.requireHost(new.hostID, in: tx)
            guard try tx.addService(new.service, of: new.hostID) else { throw Problem(.slugTaken) }
            try tx.audit("service.created", by: actor.id, detail: ["service": "\(new.service.id)"])
            try tx.touchCalendar(of: new.hostID)
            return try Self.require(new.service.id, in: tx)
        }
    }

    /// Changes a service as `change` says. Where another host is to offer it, bookings stay with theirs. Throws
    /// `not_found`, `slug_taken`.
    func change(
        _ id: ServiceID, by actor: User, _ change: @escaping @Sendable (ServiceDraft) throws -> ServiceDraft
    ) async throws -> Offering {
        try await database.write { tx in
            let offering = try Self.require(id, in: tx)
            let old = ServiceDraft(service: offering.service, hostID: offering.host.id)
            let new = try change(old)
            if new.hostID != old.hostID {
                try Self.requireHost(new.hostID, in: tx)
                try tx.moveOffering(of: id, from: old.hostID, to: new.hostID)
            }
            guard try tx.updateService(new.service) else { throw Problem(.slugTaken) }
            for host in Set([old.hostID, new.hostID]).sorted() { try tx.touchCalendar(of: host) }
            try tx.audit("service.changed", by: actor.id, detail: ["service": "\(id)"])
            return try Self.require(id, in: tx)
        }
    }

    /// Throws `not_found`, or `service_has_bookings`: such a service can only be made inactive.
    func delete(_ id: ServiceID, by actor: User) async throws {
        try await database.write { tx in
            _ = try Self.require(id, in: tx)
            guard try !isBooked(id, tx) else { throw Problem(.serviceHasBookings) }
            try tx.deleteService(id)
            try tx.audit("service.deleted", by: actor.id, detail: ["service": "\(id)"])
        }
    }

    private static func require(_ id: ServiceID, in tx: any Transaction) throws -> Offering {
        guard let service = try tx.offering(of: id) else { throw Problem(.notFound) }
        return service
    }

    private static func requireHost(_ id: UserID, in tx: any Transaction) throws {
        guard let host = try tx.user(id) else { throw Problem.invalid("host_id", .notFound) }
        guard host.isHost else { throw Problem.invalid("host_id", .notAHost) }
    }
}

/// A service as its page knows it.
struct KnownService: Sendable {
    /// Nil of one that is to be made.
    var offering: Offering?
    /// Those who may offer it, in the order in which they came.
    let hosts: [User]
    /// Whether it was ever booked, and so stays for good.
    var isBooked = false
}
