import Domain
import Foundation
import Storage

/// The names that belong to bookings, each read once: a list of bookings names few people and services again and
/// again, and a join would look each of them up for every row.
struct BookingNames {
    private var people: [UserID: Person] = [:]
    private var titles: [ServiceID: String] = [:]

    /// Somebody who was read already is not read again.
    init(knowing user: User? = nil) {
        if let user { people[user.id] = Person(user) }
    }

    mutating func entry(_ booking: Booking, in tx: any Transaction) throws -> BookingEntry {
        BookingEntry(
            booking: booking, serviceTitle: try title(booking.serviceID, in: tx),
            client: try person(booking.clientID, in: tx), host: try person(booking.hostID, in: tx))
    }

    private mutating func person(_ id: UserID, in tx: any Transaction) throws -> Person {
        if let known = people[id] { return known }
        // Whoever has left is named too.
        let user = try tx.row("SELECT \(User.columns) FROM users WHERE id = \(id)", User.init(row:))
        guard let person = user.map(Person.init) else { throw StorageError.noRow }
        people[id] = person
        return person
    }

    private mutating func title(_ service: ServiceID, in tx: any Transaction) throws -> String {
        if let known = titles[service] { return known }
        guard let title = try tx.row("SELECT title FROM services WHERE id = \(service)", { try $0.text(0) }) else {
            throw StorageError.noRow
        }
        titles[service] = title
        return title
    }
}
