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
        let made = try await practice.numbers("SELECT id FROM bookings ORDER BY id DESC")
        let response = try await boss.response("GET", "/api/admin/bookings.csv")
        let reader = SlowReader { try await Self.add(practice, slot: 10_000) }
        try await response.body.write(reader)
        let ids = reader.text.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
        #expect(made.count == 1_100 && ids == made.map { "\($0)" })
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings")[0] > 1_100)
    }

    @Test("no name becomes a formula, however the file is split into cells")
    func formulas() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let names = [
            ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠SUM", "'＠SUM"), ("\u{200B}=1", "\u{200B}'=1"),
            ("x;=cmd|' /C calc'!A0", "\"x;'=cmd|' /C calc'!A0\""), ("x; \"=1", "\"x; \"\"'=1\""), ("x;－1", "\"x;'－1\""),
            ("Jo, -10 %", "\"Jo, -10 %\""), ("a=b", "a=b"), ("O'Neil \"Jo\"", "\"O'Neil \"\"Jo\"\"\""),
            ("=\u{301}", "'=\u{301}"),
        ]
        for (index, name) in names.enumerated() {
            let jo = try await practice.register("jo\(index)@example.com", ["first_name": name.0])
            _ = try await jo.mustBook(jan("\(12 + index / 8)T\(9 + index % 8 < 10 ? "09" : "\(9 + index % 8)"):00"))
        }
        // What cannot be a name can be in a database of before.
        try await practice.run("UPDATE users SET first_name = 'a\t=1\r+2' WHERE email = 'jo0@example.com'")
        let lines = try await boss.get("/api/admin/bookings.csv").text.components(separatedBy: "\r\n")
        let cells = names.map { ",\($0.1),jo" }
        for (index, cell) in cells.enumerated() where index > 0 {
            #expect(lines.contains { $0.contains(cell + "\(index)@") }, "\(names[index].0)")
        }
        #expect(lines.contains { $0.contains("\"a\t'=1\r'+2\"") }, "\(lines)")
    }

    @Test("a byte order mark stands in front only where it is asked for")
    func byteOrderMark() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let mark = Data([0xEF, 0xBB, 0xBF])
        let plain = try await boss.get("/api/admin/bookings.csv?bom=0").bytes
        let marked = try await boss.get("/api/admin/bookings.csv?bom=1").bytes
        #expect(plain.starts(with: Data("id,".utf8)) && marked == mark + plain)
        #expect(try await boss.get("/api/admin/bookings.csv?bom=yes").complainedFields == ["bom"])
    }

    private static func add(_ practice: Practice, slot: Int) async throws {
        let at = 1_767_600_000 + slot * 300
        let (host, service) = (practice.bossID, practice.service)
        try await practice.run(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
            VALUES (\(host), \(service), \(host), \(at), 5, 'cancelled', 'not_required', 0, 'usd', \(at / 300),
                \(at / 300 + 1), 0, 0, 0, 0)
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
