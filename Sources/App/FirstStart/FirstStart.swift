import Domain
import Foundation
import Storage

/// What an empty database is given, so that a booking can be made at once: an admin who is the host, a service and
/// working hours.
package struct FirstStart: Sendable {
    /// What the person who starts the server must be told.
    package struct Admin: Sendable, Equatable {
        package let email: String
        /// Nil where the person chose it themselves, or there is none.
        package let password: String?
        /// Whether they sign in with one.
        package var hasPassword = true
        /// Whether they are led through the set-up once they have signed in.
        package var isLed = false
    }

    let accounts: Accounts
    let currency: Currency

    /// Nil where the database had users already. Throws `SettingError` where the admin is to sign in by mail, and no
    /// address is named.
    package func run(email: String?, password: String?) async throws -> Admin? {
        guard try await !accounts.database.read({ try $0.hasUsers() }) else { return nil }
        let hasPassword = accounts.loginWays.staff.contains(.password)
        guard hasPassword || email != nil else {
            throw SettingError(
                "ADMIN_EMAIL", "It is needed where STAFF_LOGIN is code: the first admin signs in by mail.")
        }
        let made = password == nil && hasPassword ? Self.readablePassword(accounts.random(15)) : nil
        let hash = try await hash(password ?? made)
        let address = email ?? Accounts.standardEmail
        // Whoever named both has set up a practice before, or has it set up by a program.
        let isLed = email == nil || password == nil
        // Alone: of several servers that start at once the first makes everything and the others find it. Side by side
        // one of them would be run again, and the ids of its first attempt would be lost: the admin would be person 2.
        let isFirst = try await accounts.database.write(.alone) { [currency, accounts] tx -> Bool in
            guard try !tx.hasUsers() else { return false }
            // Without a name the e-mail address would be shown to every visitor.
            let new = NewUser(
                email: address, firstName: "Consultant", isAdmin: true, isHost: true,
                timeZone: accounts.zone.now, createdAt: tx.now)
            guard let admin = try tx.addUser(new, passwordHash: hash) else { return false }
            try tx.audit("user.registered", by: nil, user: admin.id, detail: ["first": "true"])
            _ = try tx.addService(
                Self.service(try tx.nextServiceID(), currency: currency, now: tx.now), of: admin.id)
            try tx.setWeeklyHours(of: admin.id, Self.week)
            if isLed { try tx.beginSetup(Self.steps(isKnown: hash == nil)) }
            return true
        }
        return isFirst ? Admin(email: address, password: made, hasPassword: hash != nil, isLed: isLed) : nil
    }

    /// Whoever signs in by mail has named their own address.
    private static func steps(isKnown: Bool) -> [SetupStep] {
        SetupStep.allCases.filter { !isKnown || $0 != .account }
    }

    private func hash(_ password: String?) async throws -> String? {
        guard let password else { return nil }
        return try await accounts.hash(password)
    }

    /// Monday to Friday, until somebody sets other hours.
    static let week: [Int: [HoursRange]] = Dictionary(
        uniqueKeysWithValues: (1...5).map { ($0, [HoursRange(fromMinute: 9 * 60, toMinute: 17 * 60)]) })

    /// Whether a service is still the one that stands there as an example.
    static func isExample(_ service: Service) -> Bool {
        service == self.service(service.id, currency: service.price.currency, now: service.createdAt)
    }

    private static func service(_ id: ServiceID, currency: Currency, now: Date) -> Service {
        Service(
            id: id, slug: "consultation", title: "Consultation", description: nil, duration: 60,
            price: Money(minor: 0, currency: currency), bufferBefore: 0, bufferAfter: 0, slotStep: 60,
            minimumNotice: 60,
            bookingHorizon: 60, changeNotice: 0, isActive: true, createdAt: now)
    }

    /// 24 letters and digits that are not taken for one another, in groups: 120 bits at five a letter.
    static func readablePassword(_ bytes: [UInt8]) -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789x")
        let bits = bytes.flatMap { byte in (0..<8).map { (byte >> $0) & 1 } }
        let words = stride(from: 0, to: bits.count - 4, by: 5).map { start in
            letters[bits[start..<(start + 5)].reduce(0) { $0 * 2 + Int($1) }]
        }
        return stride(from: 0, to: words.count, by: 6)
            .map { String(words[$0..<min($0 + 6, words.count)]) }.joined(separator: "-")
    }
}
