import Domain
import Foundation
import Storage

/// What a hand-over did: the bookings that went, the earliest first, and whether an earlier request with the same key
/// had done it.
struct HandOver: Sendable {
    var bookings: [BookingID] = []
    var isReplay = false
}

extension Bookings {
    /// Bookings that are handed over at once at most: all of them go in one transaction, for which others wait.
    static let mostHandedOver = 2_000
    /// How many of them one statement gives.
    static let mostInStatement = 100
    /// Mails that one statement writes.
    private static let mostMailsInStatement = 500

    /// Gives every coming booking of a host to another one, holds too, or none of them. Holds that have ended go along
    /// silently: money that comes late asks for the other host's time. Whether the other host works at those hours is
    /// not asked: an admin knows. Asked again, nothing is left, but under its key the answer is the same. Throws
    /// `not_found`, `validation_failed` where the other one is no host, `slot_taken` with the first booking for which
    /// the other host's time is not free, and `idempotency_key_reused`.
    func handOver(from old: UserID, to new: UserID, by admin: User, key: String?) async throws -> HandOver {
        let hash = Digest.hex("hand-over\n\(old)\n\(new)")
        return try await database.write { tx in
            guard try tx.user(old) != nil else { throw Problem(.notFound) }
            // A key of many bookings names none itself.
            if try answered(key, requestHash: hash, by: admin, or: BookingID(rawValue: 0), in: tx) != nil, let key {
                let bookings = try tx.bookings(under: key, of: admin.id, requestHash: hash)
                return HandOver(bookings: bookings, isReplay: true)
            }
            try Self.requireOther(new, than: old, in: tx)
            let coming = try Self.coming(of: old, in: tx)
            for part in coming.portions(of: Self.mostInStatement).map(Array.init) {
                try handOver(part, from: old, to: new, by: admin, in: tx)
                if let key { try tx.keep(part.map(\.id), under: key, of: admin.id, requestHash: hash) }
            }
            try tx.forgetClashes(ofHost: old)
            try noteClashes(ofHost: new, in: tx)
            let ended = try tx.giveEndedHolds(of: old, to: new, awaiting: Self.stillToCome)
            try tx.auditHandOver(of: ended, from: old, to: new, by: admin)
            return HandOver(bookings: coming.map(\.id))
        }
    }

    /// Of a payment from which money may come late, when its hold has ended.
    private static let stillToCome: [PaymentStatus] = [.requiresPaymentMethod, .requiresAction, .processing, .failed]

    private static func requireOther(_ new: UserID, than old: UserID, in tx: any Transaction) throws {
        guard new != old else { throw Problem.invalid("to_host_id", .sameHost) }
        guard let host = try tx.user(new) else { throw Problem.invalid("to_host_id", .notFound) }
        guard host.isHost else { throw Problem.invalid("to_host_id", .notAHost) }
    }

    /// The earliest first. Throws `validation_failed` where they are too many.
    private static func coming(of host: UserID, in tx: any Transaction) throws -> [Booking] {
        let filter = BookingFilter(
            hostID: host, statuses: [.pending, .scheduled], from: tx.now, sort: .earliestFirst)
        let bookings = try tx.uncountedBookings(filter, ListPart(limit: mostHandedOver + 1))
        guard bookings.count <= mostHandedOver else {
            throw Problem.invalid("to_host_id", .tooMany, ["maximum": "\(mostHandedOver)"])
        }
        return bookings
    }

    private func handOver(
        _ part: [Booking], from old: UserID, to new: UserID, by admin: User, in tx: any Transaction
    ) throws {
        let ids = part.map(\.id)
        guard try tx.giveBookings(part, from: old, to: new) else { throw Problem.illegalMove(.changed) }
        let (first, end) = (part.map(\.cells.lowerBound).min() ?? 0, part.map(\.cells.upperBound).max() ?? 0)
        let lacking = Set(try tx.giveTime(of: ids, within: first..<end, from: old, to: new))
        if let clashing = ids.first(where: lacking.contains) { throw Problem.doesNotFit(clashing) }
        try tx.auditHandOver(of: part.map { ($0.id, $0.clientID) }, from: old, to: new, by: admin)
        try tx.publish(handOverOf: ids.map { ($0, eventID()) }, from: old)
        try Self.writeInCalendars(ids, ofHost: new, in: tx)
        try tx.forgetHostsName(at: ids)
        // A hold was told to nobody yet.
        try tellHandOver(of: part.filter { $0.status == .scheduled }, to: new, in: tx)
    }

    private func tellHandOver(of given: [Booking], to new: UserID, in tx: any Transaction) throws {
        guard !given.isEmpty else { return }
        let told = try given.flatMap { mails(ofHandOver: $0, to: new) } + mailsToInvited(ofHandOver: given, in: tx)
        for mails in told.portions(of: Self.mostMailsInStatement) { try tx.post(Array(mails)) }
    }

    /// Another host, for those who were invited by whoever it was.
    private func mailsToInvited(ofHandOver given: [Booking], in tx: any Transaction) throws -> [NewMail] {
        let bookings = Dictionary(uniqueKeysWithValues: given.map { ($0.id, $0) })
        return try tx.expectedParticipants(of: given.map(\.id)).compactMap { participant -> NewMail? in
            guard var booking = bookings[participant.bookingID] else { return nil }
            booking.sequence += 1
            var mail = mail(.rescheduling, to: participant, about: booking)
            mail.previousHostID = booking.hostID
            return mail
        }
    }

    /// A new booking for one host, one that is off for the other, and for the client another host: each person gets one
    /// mail, whoever they are.
    private func mails(ofHandOver given: Booking, to new: UserID) -> [NewMail] {
        var booking = given
        booking.sequence += 1
        let readers: [(Mail.Kind, Mail.Role, UserID)] = [
            (.confirmation, .host, new), (.rescheduling, .client, booking.clientID),
            (.cancellation, .host, booking.hostID),
        ]
        var told: Set<UserID> = []
        return readers.filter { told.insert($0.2).inserted }.map { kind, role, reader in
            var mail = mail(kind, role, to: reader, about: booking)
            mail.previousHostID = booking.hostID
            return mail
        }
    }
}

extension Transaction {
    fileprivate func auditHandOver(
        of bookings: [(id: BookingID, client: UserID)], from old: UserID, to new: UserID, by admin: User
    ) throws {
        try audit(
            "booking.handed_over", by: admin.id, bookings: bookings, detail: ["from": "\(old)", "to": "\(new)"])
    }
}
