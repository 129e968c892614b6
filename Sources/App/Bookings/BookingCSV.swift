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
            entry.client.email, booking.price.major, booking.price.currency.code,
            booking.paymentStatus.rawValue, Timestamp.text(booking.createdAt),
        ]
        return cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// What tells spreadsheets that a file is UTF-8.
    static let byteOrderMark = "\u{FEFF}"

    /// A cell without formulas, quoted where it must be. Scalar by scalar: a comma or a quote with a combining mark on
    /// it is one character, and still ends a cell.
    static func cell(_ text: String) -> String {
        let safe = withoutFormulas(text)
        guard safe.contains(where: { "\";,\t\r\n".unicodeScalars.contains($0) }) else { return String(safe) }
        var quoted = String.UnicodeScalarView()
        for scalar in safe { quoted.append(contentsOf: scalar == "\"" ? ["\"", "\""] : [scalar]) }
        return "\"\(String(quoted))\""
    }

    /// An apostrophe stands before each sign that would begin a formula (OWASP, CSV injection). A reader that splits
    /// cells at semicolons or tabs does not know our quotes: behind those, and behind line ends, another may begin.
    private static func withoutFormulas(_ text: String) -> String.UnicodeScalarView {
        var safe = String.UnicodeScalarView()
        var mayBegin = true
        for scalar in text.unicodeScalars {
            if mayBegin, formulaSigns.contains(scalar) { safe.append("'") }
            safe.append(scalar)
            mayBegin = cellEnds.contains(scalar) || (mayBegin && isPassedOver(scalar))
        }
        return safe
    }

    /// Full-width ones too, which spreadsheets read as the others; tab and CR begin what some of them run.
    private static let formulaSigns = Set("=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)
    private static let cellEnds = Set(";\t\r\n\u{85}\u{2028}\u{2029}".unicodeScalars)

    /// Blanks, quotes and signs that nobody sees, which a spreadsheet may take away before it looks for a formula.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            || "\"'".unicodeScalars.contains(scalar)
            || [.control, .format].contains(scalar.properties.generalCategory)
    }
}
