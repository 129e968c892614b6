import Domain
import Foundation
import Storage

/// The rows of a booking, written with nothing around them: no HTTP, no token, no question whether the slot is offered.
package struct StorageBench: Sendable {
    let database: any Database
    private let now = Date(timeIntervalSince1970: 1_700_000_100)
    /// The first account and the first service of an empty database.
    private static let (host, service) = (UserID(rawValue: 1), ServiceID(rawValue: 1))

    package init(database: any Database) { self.database = database }

    /// Tables, one host and one service.
    package func prepare() async throws {
        _ = try await database.migrate(Schema.migrations)
        try await database.write { [now] tx in
            let new = NewUser(email: "bench@localhost", timeZone: "UTC", createdAt: now)
            guard let user = try tx.addUser(new, passwordHash: nil) else { return }
            _ = try tx.addService(Self.service(try tx.nextServiceID(), now: now), of: user.id)
        }
    }

    /// One booking of five minutes, with everything that belongs to it, in a commit of its own.
    package func writeBooking(_ number: Int64) async throws {
        let start = now.addingTimeInterval(Double(number) * 300)
        let now = now
        try await database.write { tx in
            let id = try tx.nextBookingID()
            let booking = Booking(
                NewBooking(
                    id: id, service: Self.service(Self.service, now: now), hostID: Self.host, clientID: Self.host,
                    scheduledAt: start, notes: nil,
                    room: MeetingRoom(name: "booking-\(number)", server: "https://meet.example"),
                    hasWaitingRoom: false, hold: nil,
                    createdAt: now))
            try tx.addBooking(booking)
            try tx.takeCells(booking.cells, of: Self.host, for: id)
            let mails = [Mail.Role.client, .host].map { role in
                NewMail(
                    kind: .confirmation, role: role, userID: Self.host, bookingID: id, scheduledAt: start,
                    token: "\(number)\(role.rawValue)")
            }
            let reminders = [24.0, 1].map { hours in
                NewJob(
                    kind: .remind, subject: id, detail: "\(number)", dueAt: start.addingTimeInterval(-hours * 3_600))
            }
            try tx.post(mails, and: reminders)
            try tx.audit("booking.created", by: Self.host, booking: id, user: Self.host)
        }
    }

    private static func service(_ id: ServiceID, now: Date) -> Service {
        Service(
            id: id, slug: "bench", title: "Bench", description: nil, duration: 5,
            price: Money(minor: 0, currency: Currency(stored: "usd")),
            bufferBefore: 0, bufferAfter: 0, slotStep: 5, minimumNotice: 0, bookingHorizon: 730,
            changeNotice: 0, isActive: true, createdAt: now)
    }
}
