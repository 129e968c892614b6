import Domain
import Foundation
import Storage

extension Bookings {
    /// Bookings that are handed over at once at most: all of them go in one transaction, for which others wait.
    static let mostHandedOver = 2_000

    /// Gives every coming booking of a host to another one, holds too, or none of them; returns their ids, the earliest
    /// first. Holds that have ended go along silently: money that comes late asks for the other host's time. Whether
    /// the other host works at those hours is not asked: an admin knows. Asked again, nothing is left. Throws
    /// `not_found`, `validation_failed` where the other one is no host, and `slot_taken` with the first booking for
    /// which the other host's time is not free.
    func handOver(from old: UserID, to new: UserID, by admin: User) async throws -> [BookingID] {
        try await database.write { tx in
            guard try tx.user(old) != nil else { throw Problem(.notFound) }
            try Self.requireOther(new, than: old, in: tx)
            let coming = BookingFilter(
                hostID: old, statuses: [.pending, .scheduled], from: tx.now, sort: .earliestFirst)
            let entries = try tx.uncountedBookingEntries(coming, ListPart(limit: Self.mostHandedOver + 1))
            guard entries.count <= Self.mostHandedOver else {
                throw Problem.invalid("to_host_id", .tooMany, ["maximum": "\(Self.mostHandedOver)"])
            }
            for entry in entries { try handOver(entry, to: new, by: admin, in: tx) }
            for (id, client) in try tx.giveEndedHolds(of: old, to: new, awaiting: Self.stillToCome) {
                try tx.auditHandOver(of: id, of: client, from: old, to: new, by: admin)
            }
            return entries.map(\.booking.id)
        }
    }

    /// Of a payment from which money may come late, when its hold has ended.
    private static let stillToCome: [PaymentStatus] = [.requiresPaymentMethod, .requiresAction, .processing, .failed]

    private static func requireOther(_ new: UserID, than old: UserID, in tx: any Transaction) throws {
        guard new != old else { throw Problem.invalid("to_host_id", .sameHost) }
        guard let host = try tx.user(new) else { throw Problem.invalid("to_host_id", .notFound) }
        guard host.isHost else { throw Problem.invalid("to_host_id", .notAHost) }
    }

    private func handOver(
        _ entry: BookingEntry, to new: UserID, by admin: User, in tx: any Transaction
    ) throws {
        let booking = entry.booking
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        guard try tx.giveBooking(booking, to: new) else { throw Problem.illegalMove(.changed) }
        do { try tx.takeCells(booking.cells, of: new, for: booking.id) } catch let problem as Problem {
            throw problem.code == .slotTaken ? Problem.doesNotFit(booking.id) : problem
        }
        try tx.auditHandOver(of: booking.id, of: booking.clientID, from: booking.hostID, to: new, by: admin)
        let news = BookingNews(.bookingHandedOver, of: booking.id, by: .admin, previousHostID: booking.hostID)
        try publish(news, in: tx)
        // A hold was told to nobody yet.
        if booking.status == .scheduled { try announceHandOver(of: entry, to: new, in: tx) }
    }

    /// A new booking for one host, one that is off for the other, and for the client another host: each person gets one
    /// mail, whoever they are.
    private func announceHandOver(
        of entry: BookingEntry, to new: UserID, in tx: any Transaction
    ) throws {
        var booking = entry.booking
        booking.sequence += 1
        let readers: [(Mail.Kind, Mail.Role, UserID)] = [
            (.confirmation, .host, new), (.rescheduling, .client, booking.clientID),
            (.cancellation, .host, booking.hostID),
        ]
        var told: Set<UserID> = []
        let mails = readers.filter { told.insert($0.2).inserted }.map { kind, role, reader in
            var mail = mail(kind, role, to: reader, about: booking)
            mail.previousHostID = booking.hostID
            return mail
        }
        try tx.post(mails)
    }
}

extension Transaction {
    fileprivate func auditHandOver(
        of booking: BookingID, of client: UserID, from old: UserID, to new: UserID, by admin: User
    ) throws {
        try audit(
            "booking.handed_over", by: admin.id, booking: booking, user: client,
            detail: ["from": "\(old)", "to": "\(new)"])
    }
}
