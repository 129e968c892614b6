import Domain
import Foundation
import Storage

/// What may be booked, with whom, and at which times.
package struct Services: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let cache = SlotCache()

    func list(onlyActive: Bool) async throws -> [OfferedService] {
        try await database.read { try $0.services(onlyActive: onlyActive) }
    }

    /// Also an inactive one. Throws `not_found`.
    func service(_ id: ServiceID) async throws -> OfferedService {
        try await database.read { try Self.require(id, in: $0) }
    }

    /// Adds the service that `new` makes of its id. Throws `slug_taken`, `validation_failed` where the host is no host,
    /// and what `new` throws.
    func add(
        by actor: User, _ new: @escaping @Sendable (ServiceID) throws -> Service
    ) async throws -> OfferedService {
        try await database.write { tx in
            let service = try new(try tx.nextServiceID())
            try Self.requireHost(service.hostID, in: tx)
            guard try tx.addService(service) else { throw Problem(.slugTaken) }
            try tx.audit("service.created", by: actor.id, detail: ["service": "\(service.id)"])
            try tx.touchCalendar(of: service.hostID)
            return try Self.require(service.id, in: tx)
        }
    }

    /// Changes a service as `change` says. Throws `not_found`, `slug_taken`.
    func change(
        _ id: ServiceID, by actor: User, _ change: @escaping @Sendable (Service) throws -> Service
    ) async throws -> OfferedService {
        try await database.write { tx in
            let old = try Self.require(id, in: tx).service
            let new = try change(old)
            if new.hostID != old.hostID { try Self.requireHost(new.hostID, in: tx) }
            guard try tx.updateService(new) else { throw Problem(.slugTaken) }
            for host in Set([old.hostID, new.hostID]).sorted() { try tx.touchCalendar(of: host) }
            try tx.audit("service.changed", by: actor.id, detail: ["service": "\(id)"])
            return try Self.require(id, in: tx)
        }
    }

    /// Throws `not_found`, or `service_has_bookings`: such a service can only be made inactive.
    func delete(_ id: ServiceID, by actor: User) async throws {
        try await database.write { tx in
            _ = try Self.require(id, in: tx)
            guard try tx.deleteService(id) else { throw Problem(.serviceHasBookings) }
            try tx.audit("service.deleted", by: actor.id, detail: ["service": "\(id)"])
        }
    }

    private static func require(_ id: ServiceID, in tx: any Transaction) throws -> OfferedService {
        guard let service = try tx.service(id) else { throw Problem(.notFound) }
        return service
    }

    private static func requireHost(_ id: UserID, in tx: any Transaction) throws {
        guard let host = try tx.user(id) else { throw Problem.invalid("host_id", .notFound) }
        guard host.isHost else { throw Problem.invalid("host_id", .notAHost) }
    }
}
