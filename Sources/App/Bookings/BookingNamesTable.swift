import Domain
import Foundation
import Storage

/// The names that belong to bookings, each read once: a list of bookings names few people and services again and
/// again, and a join would look each of them up for every row.
struct BookingNames {
    private var people = Remembered<UserID, Person>()
    private var titles = Remembered<ServiceID, String>()

    /// Those who were read already are not read again.
    init(knowing users: [User] = [], _ offerings: [Offering] = []) {
        for user in users { _ = people.value(user.id) { _ in Person(user) } }
        for offering in offerings { _ = titles.value(offering.service.id) { _ in offering.service.title } }
    }

    mutating func entry(_ booking: Booking, in tx: any Transaction) throws -> BookingEntry {
        BookingEntry(
            booking: booking, serviceTitle: try titles.value(booking.serviceID) { try tx.title($0) },
            client: try people.value(booking.clientID) { try tx.person($0) },
            host: try people.value(booking.hostID) { try tx.person($0) })
    }
}

/// The same as JSON, each written once.
struct WrittenBookingNames {
    private var people = Remembered<UserID, (email: [UInt8], name: [UInt8])>()
    private var hosts = Remembered<UserID, [UInt8]>()
    private var titles = Remembered<ServiceID, [UInt8]>()

    /// With one who is known already.
    init(knowing reader: User?) {
        guard let reader else { return }
        let name = BookingNamesJSON.string(reader.name)
        _ = people.value(reader.id) { _ in (BookingNamesJSON.string(reader.email), name) }
        _ = hosts.value(reader.id) { _ in name }
    }

    mutating func names(_ booking: BookingPieces, in tx: any Transaction) throws -> BookingNamesJSON {
        let client = try people.value(UserID(rawValue: booking.clientID)) { id in
            let person = try tx.person(id)
            return (BookingNamesJSON.string(person.email), BookingNamesJSON.string(person.name))
        }
        return BookingNamesJSON(
            serviceTitle: try titles.value(ServiceID(rawValue: booking.serviceID)) {
                BookingNamesJSON.string(try tx.title($0))
            },
            hostName: try hosts.value(UserID(rawValue: booking.hostID)) {
                BookingNamesJSON.string(try tx.person($0).name)
            }, clientEmail: client.email, clientName: client.name)
    }
}

/// What was looked up by its id; first of all what was looked up last, as rows mostly name whom the one before did.
private struct Remembered<Key: Hashable, Value> {
    private var last: (key: Key, value: Value)?
    private var all: [Key: Value] = [:]

    mutating func value(_ key: Key, _ find: (Key) throws -> Value) rethrows -> Value {
        if let last, last.key == key { return last.value }
        let value = try all[key] ?? find(key)
        all[key] = value
        last = (key, value)
        return value
    }
}

extension Transaction {
    fileprivate func person(_ id: UserID) throws -> Person {
        // Whoever has left is named too.
        let user = try row("SELECT \(User.columns) FROM users WHERE id = \(id)", User.init(row:))
        guard let person = user.map(Person.init) else { throw StorageError.noRow }
        return person
    }

    fileprivate func title(_ service: ServiceID) throws -> String {
        guard let title = try row("SELECT title FROM services WHERE id = \(service)", { try $0.text(0) }) else {
            throw StorageError.noRow
        }
        return title
    }
}
