import Domain
import Foundation
import Storage

/// A receipt with everything that it shows.
struct ReceiptPaper: Sendable {
    let receipt: Receipt
    let entry: BookingEntry
    let ledger: Ledger
}

extension Settlement {
    /// The receipt of a booking, for whom the scope lets see it. Throws `not_found` while nothing was paid.
    func receipt(of id: BookingID, _ scope: BookingScope) async throws -> ReceiptPaper {
        try await database.read { tx in try Self.paper(of: try Bookings.require(id, scope, in: tx).entry, in: tx) }
    }

    /// The receipt that the link of a mail leads to. Throws `not_found`.
    func receipt(linkedBy token: String) async throws -> ReceiptPaper {
        guard let id = links.claimedBooking(token) else { throw Problem(.notFound) }
        return try await database.read { tx in
            guard let entry = try tx.bookingEntry(id) else { throw Problem(.notFound) }
            let paper = try Self.paper(of: entry, in: tx)
            let isOld = try paper.receipt.issuedAt <= tx.linksKeyedSince()
            guard links.leads(token, toReceiptOf: id, entry.booking.room, isOld: isOld) else {
                throw Problem(.notFound)
            }
            return paper
        }
    }

    private static func paper(of entry: BookingEntry, in tx: any Transaction) throws -> ReceiptPaper {
        guard let receipt = try tx.receipt(of: entry.booking.id) else { throw Problem(.notFound) }
        return ReceiptPaper(receipt: receipt, entry: entry, ledger: try tx.ledger(of: entry.booking.id))
    }
}
