import Domain
import Foundation
import Storage

/// Everything that is written down about the money of one booking.
struct PaymentRecord: Sendable {
    let bookingID: BookingID
    let payments: [Payment]
    let ledger: Ledger
    let refunds: [Refund]
    let receipt: Receipt?

    static func of(_ booking: BookingID, in tx: any Transaction) throws -> PaymentRecord {
        PaymentRecord(
            bookingID: booking, payments: try tx.payments(of: booking), ledger: try tx.ledger(of: booking),
            refunds: try tx.refunds(of: booking), receipt: try tx.receipt(of: booking))
    }

    var isEmpty: Bool { payments.isEmpty && ledger.entries.isEmpty && refunds.isEmpty }
}

extension Settlement {
    /// The money of one booking, for whom the scope lets see it. Throws `not_found`.
    func paymentRecord(_ id: BookingID, _ scope: BookingScope) async throws -> PaymentRecord {
        try await database.read { tx in
            _ = try Bookings.require(id, scope, in: tx)
            return try PaymentRecord.of(id, in: tx)
        }
    }
}

extension JSONText {
    mutating func fields(_ record: PaymentRecord) {
        field("booking_id", record.bookingID)
        field("receipt", record.receipt?.title)
        field("payments", each: record.payments) { json, payment in
            json.object { json in
                json.field("intent_id", payment.intentID)
                json.field("status", payment.status.rawValue)
            }
        }
        field("ledger", each: record.ledger.entries) { $0.entry($1) }
        field("refunds", each: record.refunds) { $0.refund($1) }
    }

    private mutating func entry(_ entry: LedgerEntry) {
        object { json in
            json.field("kind", entry.kind.rawValue)
            json.fields(entry.money)
            json.field("intent_id", entry.intentID)
            json.field("reference", entry.reference)
            json.field("at", entry.at)
        }
    }

    private mutating func refund(_ refund: Refund) {
        object { json in
            json.field("id", refund.id)
            json.field("intent_id", refund.intentID)
            json.fields(refund.money)
            json.field("reason", refund.reason.rawValue)
            json.field("state", refund.state.rawValue)
            json.field("error", refund.error)
            json.field("created_at", refund.createdAt)
        }
    }
}
