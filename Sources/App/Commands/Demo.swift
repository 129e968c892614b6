import Domain
import Foundation
import Storage

/// Fills an empty database with a believable practice, to look at and to try things on: two hosts, three services and
/// forty bookings over past and coming weeks.
package struct Demo: Sendable {
    let app: App
    /// For everybody in the demo; printed by the command.
    package static let password = "demo practice 2026"

    package init(app: App) { self.app = app }

    private static let hosts = [("anna.berg@example.com", "Anna", "Berg"), ("david.lind@example.com", "David", "Lind")]
    private static let clients = [
        ("mia.schmidt@example.com", "Mia", "Schmidt"), ("luca.rossi@example.com", "Luca", "Rossi"),
        ("zoe.martin@example.com", "Zoë", "Martin"), ("noah.obrien@example.com", "Noah", "O'Brien"),
        ("yuki.tanaka@example.com", "Yuki", "Tanaka"), ("amira.haddad@example.com", "Amira", "Haddad"),
    ]
    private static let bookings = 40

    /// Throws `not_empty` where the database has users.
    package func fill() async throws {
        let hash = try await app.accounts.hash(Self.password)
        try await app.database.write { tx in
            guard try !tx.hasUsers() else { throw Problem(.notEmpty) }
            let hosts = try Self.hosts.enumerated().map { index, name in
                try addPerson(name, hash: hash, isHost: true, isAdmin: index == 0, in: tx)
            }
            for host in hosts { try addHours(of: host, in: tx) }
            let clients = try Self.clients.map {
                try addPerson($0, hash: hash, isHost: false, isAdmin: false, in: tx)
            }
            let services = try addServices(hosts, in: tx)
            try addBookings(services, clients, in: tx)
        }
    }

    private func addPerson(
        _ name: (email: String, first: String, last: String), hash: String, isHost: Bool, isAdmin: Bool,
        in tx: any Transaction
    ) throws -> User {
        let new = NewUser(
            email: name.email, firstName: name.first, lastName: name.last, isAdmin: isAdmin, isHost: isHost,
            emailVerifiedAt: tx.now, timeZone: "Europe/Berlin", createdAt: tx.now - 60 * 86_400)
        guard let user = try tx.addUser(new, passwordHash: hash) else { throw Problem(.emailTaken) }
        return user
    }

    private func addHours(of host: User, in tx: any Transaction) throws {
        let morning = HoursRange(fromMinute: 9 * 60, toMinute: 12 * 60)
        let afternoon = HoursRange(fromMinute: 13 * 60, toMinute: 17 * 60)
        try tx.setWeeklyHours(
            of: host.id,
            Dictionary(uniqueKeysWithValues: (1...5).map { ($0, $0 == 5 ? [morning] : [morning, afternoon]) }))
    }

    private func addServices(_ hosts: [User], in tx: any Transaction) throws -> [Offering] {
        let drafts: [(slug: String, title: String, minutes: Int, minor: Int64, host: User)] = [
            ("first-talk", "First talk", 30, 0, hosts[0]), ("consultation", "Consultation", 60, 9_000, hosts[0]),
            ("coaching", "Coaching", 45, 7_500, hosts[1]),
        ]
        return try drafts.compactMap { draft in
            let service = Service(
                id: try tx.nextServiceID(), slug: draft.slug, title: draft.title, description: nil,
                duration: draft.minutes,
                price: Money(minor: draft.minor, currency: app.settings.currency),
                bufferBefore: 0, bufferAfter: 15, slotStep: draft.minutes == 45 ? 60 : draft.minutes,
                minimumNotice: 120,
                bookingHorizon: 60, changeNotice: 1_440, isActive: true, createdAt: tx.now)
            return try tx.addService(service, of: draft.host.id) ? try tx.offering(of: service.id) : nil
        }
    }

    /// Spread over three weeks back and three ahead, at whatever the calendars offer.
    private func addBookings(
        _ services: [Offering], _ clients: [User], in tx: any Transaction
    ) throws {
        var made = 0
        for number in 0..<(Self.bookings * 8) where made < Self.bookings {
            let offered = services[number % services.count]
            let client = clients[number % clients.count]
            let day = tx.now.addingTimeInterval(Double(number * 13 % 42 - 21) * 86_400)
            if try book(offered, client, day: day, turn: number, in: tx) { made += 1 }
        }
    }

    /// Books one of the day's free starts as if it had been done three days before it; false where there is none.
    private func book(
        _ offered: Offering, _ client: User, day: Date, turn: Int, in tx: any Transaction
    ) throws -> Bool {
        let zone = try Zone(offered.host.timeZone)
        let date = zone.local(day).date
        let past = tx.at(min(tx.now, day.addingTimeInterval(-3 * 86_400)))
        let days = try AskedDays(from: date, to: date, zoneIdentifier: nil)
        let question = SlotQuestion(serviceID: offered.service.id, days: days)
        let slots = try Services.slots(question, in: past).offer.slots
        guard !slots.isEmpty else { return false }
        let request = BookingRequest(
            serviceID: offered.service.id, scheduledAt: slots[turn * 7 % slots.count].start, notes: nil)
        let booked = try settlement.bookings.book(request, client: client, by: client, in: past)
        try tx.dropMails(about: booked.entry.booking.id)
        let end = booked.entry.booking.endsAt
        if end < tx.now { try finish(booked.entry.booking, turn: turn, in: tx.at(end)) }
        return true
    }

    /// Nobody is to be written to because somebody looked at a demo: no reminders are planned, and mails are dropped.
    /// Nor does anybody pay.
    private var settlement: Settlement {
        var settlement = app.settlement
        settlement.bookings.reminderSeconds = []
        settlement.bookings.paySeconds = nil
        settlement.payments = nil
        return settlement
    }

    /// What happened to a booking of the past.
    private func finish(_ booking: Booking, turn: Int, in tx: any Transaction) throws {
        _ = try tx.moveBooking(booking, to: turn % 9 == 8 ? .noShow : .completed)
        if booking.paymentStatus == .requiresPaymentMethod {
            try settlement.payByHand(booking, in: tx)
        }
    }
}
