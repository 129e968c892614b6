import Crypto
import Foundation

/// Links to receipts, as mails carry them: derived from the booking, so that nothing secret is stored, and good for as
/// long as the secret they are derived from, because receipts are kept for years.
package struct ReceiptLinks: Sendable {
    let keys: Keys
    let publicURL: String
    private static let mostBytes = 100

    func url(of booking: Booking) -> String { "\(publicURL)/receipts/\(token(of: booking, keys.present))" }

    /// The booking that a token claims to be for; nil for one of another form.
    static func claimedBooking(_ token: String) -> Int64? {
        guard token.utf8.count <= mostBytes else { return nil }
        let parts = token.split(separator: ".")
        return parts.count == 2 ? Int64(parts[0]) : nil
    }

    func isGood(_ token: String, for booking: Booking) -> Bool {
        keys.all.contains { Digest.isSame(token, self.token(of: booking, $0)) }
    }

    private func token(of booking: Booking, _ key: Keys.Key) -> String {
        // With the room, because ids repeat after a restored backup.
        let text = "\(booking.id)\n\(booking.roomID ?? "")"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key.derived(for: "links to receipts"))
        return "\(booking.id).\(Digest.base64url(code))"
    }
}
