import App
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@Suite("The file of all bookings, while others book")
struct BookingExportTests {
    @Test("a booking that is made while the file is read shifts no other out of it or twice into it")
    func meanwhile() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        // Ties at every start, and more rows than are read at once.
        for number in 0..<1_100 { try await Self.add(practice, slot: number / 3) }
        let response = try await boss.response("GET", "/api/admin/bookings.csv")
        let reader = SlowReader { try await Self.add(practice, slot: 10_000) }
        try await response.body.write(reader)
        let ids = reader.text.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
        #expect(ids == (1...1_100).reversed().map { "\($0)" })
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings")[0] > 1_100)
    }

    private static func add(_ practice: Practice, slot: Int) async throws {
        let at = 1_767_600_000 + slot * 300
        try await practice.run(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
            VALUES (1, 1, 1, \(at), 5, 'cancelled', 'not_required', 0, 'usd', \(at / 300), \(at / 300 + 1), 0, 0, 0, 0)
            """)
    }
}

/// Takes a body, and does something else after each piece of it.
private final class SlowReader: ResponseBodyWriter, @unchecked Sendable {
    private let afterEach: @Sendable () async throws -> Void
    private(set) var text = ""

    init(afterEach: @escaping @Sendable () async throws -> Void) { self.afterEach = afterEach }

    func write(_ buffer: ByteBuffer) async throws {
        text += String(buffer: buffer)
        try await afterEach()
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
