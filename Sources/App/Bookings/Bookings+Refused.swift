import Foundation
import Storage

extension Bookings {
    /// Ends a hold whose payment the company refuses to make, and tells admins: it would refuse the next one, too.
    /// False where a payment was made meanwhile, or the booking waits for none any more.
    func dropRefused(_ id: Int64, code: String, saying said: String) async throws -> Bool {
        let moment = now()
        return try await database.write { tx in
            guard let entry = try tx.booking(id), entry.booking.status == .pending, try tx.payments(of: id).isEmpty
            else { return false }
            try expire(entry.booking, now: moment, in: tx)
            try tx.forgetKeys(of: entry.booking.userID, for: id)
            try restate(id, paymentStatus: .canceled, now: moment, in: tx)
            try tx.audit(
                "payment.refused", by: nil, at: moment, booking: id, user: entry.booking.userID,
                detail: ["code": code, "message": said])
            try tellAdmins(of: entry, ofCause: code, saying: said, now: moment, in: tx)
            return true
        }
    }

    /// Nobody can pay with a key that the company does not take.
    func tellOfKey(_ id: Int64, saying said: String) async throws {
        let moment = now()
        try await database.write { tx in
            guard let entry = try tx.booking(id) else { return }
            try tellOfKey(entry, saying: said, now: moment, in: tx)
        }
    }

    /// Each request is refused then, so that the audit trail, too, hears of it three times an hour only.
    func tellOfKey(_ entry: BookingEntry, saying said: String, now: Date, in tx: any Transaction) throws {
        guard try tellAdmins(of: entry, ofCause: "key", saying: said, now: now, in: tx) else { return }
        try tx.audit("payment.key_refused", by: nil, at: now, booking: entry.booking.id, detail: ["message": said])
    }
}
