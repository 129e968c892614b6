import Domain
import Foundation
import Storage

/// All SQL of the table `entrances`, which has a row for a person once something happened at their entrance.
extension Transaction {
    /// A new one where nothing happened yet.
    func entrance(of entrant: Entrant, into booking: BookingID) throws -> Entrance {
        try row(
            """
            SELECT \(Entrance.columns) FROM entrances
            WHERE booking_id = \(booking) AND entrant = \(entrant.description)
            """, Entrance.init(row:)) ?? Entrance(entrant: entrant)
    }

    /// Of everybody at whose entrance something happened.
    func entrances(into booking: BookingID, limit: Int) throws -> [Entrance] {
        try rows(
            """
            SELECT \(Entrance.columns) FROM entrances WHERE booking_id = \(booking) ORDER BY entrant LIMIT \(limit)
            """, Entrance.init(row:))
    }

    /// Whose links into a meeting were taken back, and how often.
    func entranceGenerations(of booking: BookingID) throws -> [Entrant: Int64] {
        let found = try rows("SELECT entrant, generation FROM entrances WHERE booking_id = \(booking)") { row in
            (try Entrant(row: row), try row.int(1))
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Takes back the links that a person has: those of the next generation alone lead on. Whoever waits or was let in
    /// by a former one may be somebody else.
    func revokeEntrance(of entrant: Entrant, into booking: BookingID) throws {
        try run(
            """
            INSERT INTO entrances (booking_id, entrant, generation) VALUES (\(booking), \(entrant.description), 1)
            ON CONFLICT (booking_id, entrant) DO UPDATE SET generation = entrances.generation + 1,
                waiting_since = NULL, seen_at = NULL, admitted_at = NULL
            """)
        // Of most meetings no link was ever taken back: their entrances need not be asked.
        try run(
            """
            UPDATE meetings SET generation = generation + 1, sequence = sequence + 1 WHERE booking_id = \(booking)
            """)
    }

    /// The name of a person for this meeting; nil for the one that they go by.
    func nameEntrant(_ entrant: Entrant, into booking: BookingID, as name: String?) throws {
        try run(
            """
            INSERT INTO entrances (booking_id, entrant, generation, name)
            VALUES (\(booking), \(entrant.description), 0, \(name))
            ON CONFLICT (booking_id, entrant) DO UPDATE SET name = excluded.name
            """)
        try touchMeeting(of: booking)
    }

    func forgetEntrance(of entrant: Entrant, into booking: BookingID) throws {
        try run("DELETE FROM entrances WHERE booking_id = \(booking) AND entrant = \(entrant.description)")
    }

    /// What a client typed for single meetings. From booking to entrance, whatever an engine would think best.
    func forgetNames(ofClient user: UserID) throws {
        let client = Entrant.client.description
        let named = try rows(
            """
            SELECT id FROM bookings
            WHERE user_id = \(user)
                AND (SELECT name FROM entrances WHERE booking_id = bookings.id AND entrant = \(client)) IS NOT NULL
            """
        ) { try $0.id(0) as BookingID }
        for booking in named {
            try run("UPDATE entrances SET name = NULL WHERE booking_id = \(booking) AND entrant = \(client)")
        }
    }

    /// Another host goes by another name than the one before typed for these meetings.
    func forgetHostsName(at bookings: [BookingID]) throws {
        try run(
            """
            UPDATE entrances SET name = NULL
            WHERE booking_id IN (\(list: bookings))
                AND entrant = \(Entrant.host.description) AND name IS NOT NULL
            """)
    }
}

extension Entrance {
    static let columns: SQL = "entrant, generation, name, waiting_since, seen_at, admitted_at, entered_at"

    init(row: any Row) throws {
        self.init(entrant: try Entrant(row: row))
        generation = try row.int(1)
        name = try row.optionalText(2)
        waitingSince = try row.optionalDate(3)
        seenAt = try row.optionalDate(4)
        admittedAt = try row.optionalDate(5)
        enteredAt = try row.optionalDate(6)
    }
}

extension Entrant {
    /// As the first column of a row has it.
    fileprivate init(row: any Row) throws {
        let text = try row.text(0)
        guard let entrant = Entrant(text) else { throw StorageError.badColumn(0, "holds “\(text)”, which is nobody") }
        self = entrant
    }
}
