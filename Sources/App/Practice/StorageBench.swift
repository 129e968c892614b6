import Domain
import Foundation
import Storage

/// The rows of a booking, written with nothing around them: no HTTP, no token, no question whether the slot is offered.
package struct StorageBench: Sendable {
    let database: any Database
    private let now = Date(timeIntervalSince1970: 1_700_000_100)

    package init(database: any Database) { self.database = database }

    /// Tables, one host and one service.
    package func prepare() async throws {
        _ = try await database.migrate(Schema.migrations, now: now)
        try await database.write { [now] tx in
            let registration = Registration(email: "bench@localhost", password: "", timeZone: "UTC", locale: nil)
            guard
                let user = try tx.addUser(
                    User.new(registration, standardZone: "UTC", now: now), passwordHash: nil)
            else { return }
            _ = try tx.addService(Self.service(host: user.id, now: now))
        }
    }

    /// One booking of five minutes, with everything that belongs to it, in a commit of its own.
    package func writeBooking(_ number: Int64) async throws {
        let start = now.addingTimeInterval(Double(number) * 300)
        let now = now
        try await database.write { tx in
            let service = Self.service(host: 1, now: now)
            let id = try tx.addBooking(
                NewBooking(
                    userID: 1, service: service, scheduledAt: start, notes: nil, status: .scheduled,
                    paymentStatus: .notRequired, createdAt: now))
            try tx.takeCells(service.cells(startingAt: start), of: 1, for: id)
            try tx.setRoom(of: id, name: "booking-\(number)", url: "https://meet.example/booking-\(number)")
            for role in [Mail.Role.client, .host] {
                try tx.post(
                    NewMail(
                        kind: .confirmation, role: role, userID: 1, bookingID: id, scheduledAt: start,
                        token: "\(number)\(role.rawValue)"), now: now)
            }
            for hours in [24.0, 1] {
                try tx.addJob(
                    .remind, subject: id, detail: "\(number)", dueAt: start.addingTimeInterval(-hours * 3_600), now: now
                )
            }
            try tx.audit("booking.created", by: 1, at: now, booking: id, user: 1)
        }
    }

    private static func service(host: Int64, now: Date) -> Service {
        Service(
            id: 1, slug: "bench", title: "Bench", description: nil, duration: 5, amountMinor: 0, currency: "usd",
            hostID: host, bufferBefore: 0, bufferAfter: 0, slotStep: 5, minimumNotice: 0, bookingHorizon: 730,
            changeNotice: 0, isActive: true, createdAt: now)
    }
}
