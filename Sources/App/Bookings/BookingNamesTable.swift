import Domain
import Foundation
import Storage

/// The names that belong to bookings, each read once: a page of bookings names few people and services again and
/// again, and a join would look each of them up for every row.
struct BookingNames {
    private var people: [Int64: Person] = [:]
    private var titles: [Int64: String] = [:]

    mutating func entry(_ booking: Booking, in tx: any Transaction) throws -> BookingEntry {
        BookingEntry(
            booking: booking, serviceTitle: try title(booking.serviceID, in: tx),
            client: try person(booking.userID, in: tx), host: try person(booking.hostID, in: tx))
    }

    private mutating func person(_ id: Int64, in tx: any Transaction) throws -> Person {
        if let known = people[id] { return known }
        let person = try tx.row(
            """
            SELECT id, email, first_name, last_name, display_name, time_zone, locale FROM users WHERE id = \(id)
            """, Person.init(row:))
        guard let person else { throw StorageError.noRow }
        people[id] = person
        return person
    }

    private mutating func title(_ service: Int64, in tx: any Transaction) throws -> String {
        if let known = titles[service] { return known }
        guard let title = try tx.row("SELECT title FROM services WHERE id = \(service)", { try $0.text(0) }) else {
            throw StorageError.noRow
        }
        titles[service] = title
        return title
    }
}

extension Person {
    init(row: any Row) throws {
        let email = try row.text(1)
        self.init(
            id: try row.int(0), email: email,
            name: PersonName.shown(
                displayName: try row.optionalText(4), firstName: try row.optionalText(2),
                lastName: try row.optionalText(3), email: email),
            timeZone: try row.text(5), locale: try row.text(6))
    }
}
