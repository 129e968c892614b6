import Crypto
import Domain
import Foundation

/// Links to receipts, as mails carry them: derived from the booking, so that nothing secret is stored, and good for as
/// long as the secret they are derived from, because receipts are kept for years.
package struct ReceiptLinks: Sendable {
    let keys: Keys
    let publicURL: String
    private static let mostBytes = 100

    func url(of booking: BookingID, room: String?) -> String {
        "\(publicURL)/receipts/\(token(of: booking, room, keys.present))"
    }

    /// The booking that a token claims to be for; nil for one of another form.
    static func claimedBooking(_ token: String) -> BookingID? {
        guard token.utf8.count <= mostBytes else { return nil }
        let parts = token.split(separator: ".")
        return parts.count == 2 ? BookingID(parts[0]) : nil
    }

    func isGood(_ token: String, of booking: BookingID, room: String?) -> Bool {
        keys.all.contains { Digest.isSame(token, self.token(of: booking, room, $0)) }
    }

    private func token(of booking: BookingID, _ room: String?, _ key: Keys.Key) -> String {
        // With the room, because ids repeat after a restored backup.
        let text = "\(booking)\n\(room ?? "")"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key.derived(for: "links to receipts"))
        return "\(booking).\(Digest.base64url(code))"
    }
}
