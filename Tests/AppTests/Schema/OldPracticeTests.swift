import Foundation
import Testing

@Suite("A practice of an earlier program")
struct OldPracticeTests {
    @Test("its bookings that own their time have their stretches, and no others")
    func stretches() async throws {
        let old = try await OldPractice.open(bookings: 60)
        try await old.migrate()
        let stretches = try await old.texts(
            """
            SELECT CAST(owner_id AS TEXT) || ' ' || CAST(host_id AS TEXT) || ' ' || CAST(first_cell AS TEXT) || ' '
                || CAST(end_cell AS TEXT) FROM stretches WHERE owner = 'booking' ORDER BY owner_id
            """)
        let standing = try await old.texts(
            """
            SELECT CAST(id AS TEXT) || ' ' || CAST(host_id AS TEXT) || ' ' || CAST(first_cell AS TEXT) || ' '
                || CAST(end_cell AS TEXT) FROM bookings WHERE status NOT IN ('cancelled', 'expired') ORDER BY id
            """)
        #expect(stretches == standing && stretches.count == 40)
        #expect(try await old.numbers("SELECT COUNT(*) FROM stretches") == [40])
    }

    @Test("its bookings have their meetings, in the rooms and on the server where they were")
    func meetings() async throws {
        let old = try await OldPractice.open(bookings: 60)
        try await old.migrate()
        let wrong = try await old.numbers(
            """
            SELECT COUNT(*) FROM bookings LEFT JOIN meetings ON meetings.booking_id = bookings.id
            WHERE meetings.room IS NULL OR meetings.room <> jitsi_room_id
                OR meetings.server || '/' || meetings.room <> jitsi_room_url
                OR meetings.ends_at <> scheduled_at + duration * 60 OR meetings.opened_at IS NOT NULL
                OR meetings.generation <> 0 OR meetings.sequence <> 0
            """)
        #expect(wrong == [0])
        #expect(try await old.texts("SELECT DISTINCT server FROM meetings") == ["https://meet.example/team"])
        #expect(try await old.numbers("SELECT COUNT(*) FROM meetings") == [60])
    }

    @Test("who cancelled its bookings is read from the audit trail once, and is the server where that does not tell")
    func cancelledBy() async throws {
        let old = try await OldPractice.open(bookings: 60)
        try await old.migrate()
        let cancelled = try await old.texts(
            "SELECT CAST(id % 5 AS TEXT) || ' ' || cancelled_by FROM bookings WHERE status = 'cancelled'")
        #expect(cancelled.count == 10)
        #expect(Set(cancelled) == ["0 system", "1 client", "2 host", "3 admin", "4 system"])
        #expect(try await old.numbers("SELECT COUNT(*) FROM bookings WHERE cancelled_by IS NOT NULL") == [10])
    }

    @Test("its services are offered by their hosts")
    func offerings() async throws {
        let old = try await OldPractice.open(bookings: 6)
        try await old.migrate()
        #expect(try await old.numbers("SELECT host_id FROM offerings WHERE service_id = \(old.service)") == [old.host])
        #expect(try await old.numbers("SELECT COUNT(*) FROM offerings") == [1])
    }

    /// Alone it takes some seconds; beside two dozen other tests on two cores it took more than a minute.
    @Test("100,000 bookings are brought up to date in bounded time, also beside all other tests")
    func many() async throws {
        let old = try await OldPractice.open(bookings: 100_000)
        let start = ContinuousClock.now
        try await old.migrate()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("Migrations: 100,000 bookings in \(seconds.formatted()) s")
        #expect(seconds < 600)
        let standing = try await old.numbers(
            "SELECT COUNT(*) FROM bookings WHERE status NOT IN ('cancelled', 'expired')")
        #expect(try await old.numbers("SELECT COUNT(*) FROM stretches") == standing)
        #expect(try await old.numbers("SELECT COUNT(*) FROM meetings") == [100_000])
    }
}
