import Domain
import Foundation

/// Bookings as comma-separated values (RFC 4180), for spreadsheets.
enum BookingCSV {
    static let header =
        "id,scheduled_at,ends_at,duration,status,service,host,client,client_email,amount,currency,payment_status,"
        + "created_at\r\n"

    static func line(_ entry: BookingEntry) -> String {
        let booking = entry.booking
        let cells = [
            String(booking.id), Timestamp.text(booking.scheduledAt), Timestamp.text(booking.endsAt),
            String(booking.duration), booking.status.rawValue, entry.serviceTitle, entry.host.name, entry.client.name,
            entry.client.email, MoneyText.major(booking.amountMinor, booking.currency), booking.currency,
            booking.paymentStatus.rawValue, Timestamp.text(booking.createdAt),
        ]
        return cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection).
    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let safe = (isFormula ? "'" + text : text).unicodeScalars
        // Scalar by scalar: a comma or a quote with a combining mark on it is one character, and still ends a cell.
        guard safe.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return String(safe) }
        var quoted = String.UnicodeScalarView()
        for scalar in safe { quoted.append(contentsOf: scalar == "\"" ? ["\"", "\""] : [scalar]) }
        return "\"\(String(quoted))\""
    }
}
