import App
import Foundation
import Storage
import Testing

/// An instant of January 2026: `jan("06T09:00")`.
func jan(_ dayAndTime: String) -> String { "2026-01-\(dayAndTime):00Z" }

extension Practice {
    /// As `open`, with access tokens that outlive a month, for tests that move the clock far.
    static func openForLong(
        at start: Date = monday, zone: String = "UTC", on engine: Engine = .chosen,
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> Practice {
        try await open(at: start, zone: zone, on: engine) { settings in
            settings.tokenMinutes = 60 * 24 * 29
            try change(&settings)
        }
    }

    /// A booking as it stands in the database, with the seconds that it owns by its service's buffers.
    struct Stretch: Sendable {
        let id: Int64
        let host: Int64
        let service: Int64
        let status: String
        let start: Int64
        let owned: Range<Int64>

        var ownsCells: Bool { !["cancelled", "expired"].contains(status) }
    }

    /// What the calendar holds of one booking: a cell, or its stretch from the first to the last.
    private struct Taken: Hashable {
        let host: Int64
        let cells: Range<Int64>
        let booking: Int64
    }

    /// Every booking, worked out from starts, lengths and buffers rather than from what was stored beside them.
    func stretches() async throws -> [Stretch] {
        try await app.database.read { try Self.stretches(in: $0) }
    }

    private static func stretches(in tx: any Transaction) throws -> [Stretch] {
        try tx.rows(
            """
            SELECT bookings.id, bookings.host_id, bookings.service_id, bookings.status, bookings.scheduled_at,
                bookings.scheduled_at - services.buffer_before * 60,
                bookings.scheduled_at + (bookings.duration + services.buffer_after) * 60
            FROM bookings JOIN services ON services.id = bookings.service_id ORDER BY bookings.id
            """
        ) { row in
            Stretch(
                id: try row.int(0), host: try row.int(1), service: try row.int(2), status: try row.text(3),
                start: try row.int(4), owned: try row.int(5)..<row.int(6))
        }
    }

    /// No two bookings that stand overlap, buffers included, and cells and stretches are exactly theirs, as far as they
    /// are not so long over that they may be forgotten.
    func expectSoundCalendar(_ place: SourceLocation = #_sourceLocation) async throws {
        let (all, cells, stretches) = try await app.database.read { tx in
            (
                try Self.stretches(in: tx),
                try Self.taken("SELECT host_id, cell, cell + 1, booking_id FROM taken_cells", in: tx),
                try Self.taken(
                    "SELECT host_id, first_cell, end_cell, owner_id FROM stretches WHERE owner = 'booking'", in: tx)
            )
        }
        let standing = all.filter(\.ownsCells).sorted {
            ($0.host, $0.owned.lowerBound) < ($1.host, $1.owned.lowerBound)
        }
        for (one, next) in zip(standing, standing.dropFirst()) where one.host == next.host {
            #expect(one.owned.upperBound <= next.owned.lowerBound, "\(one) overlaps \(next)", sourceLocation: place)
        }
        let owned = standing.map { one in
            let cells = one.owned.lowerBound / 300..<one.owned.upperBound / 300
            return Taken(host: one.host, cells: cells, booking: one.id)
        }
        let ownedCells = owned.flatMap { one in
            one.cells.map { Taken(host: one.host, cells: $0..<$0 + 1, booking: one.booking) }
        }
        let past = Int64(clock.now.timeIntervalSince1970) / 300 - 30 * 288
        for (found, wanted) in [(cells, ownedCells), (stretches, owned)] {
            let (found, wanted) = (
                found.filter { $0.cells.upperBound > past }, wanted.filter { $0.cells.upperBound > past }
            )
            #expect(Set(found) == Set(wanted) && found.count == wanted.count, sourceLocation: place)
        }
    }

    private static func taken(_ sql: SQL, in tx: any Transaction) throws -> [Taken] {
        try tx.rows(sql) { row in
            Taken(host: try row.int(0), cells: try row.int(1)..<row.int(2), booking: try row.int(3))
        }
    }

    /// Runs one statement; returns how many rows it changed.
    @discardableResult
    func run(_ sql: SQL) async throws -> Int { try await app.database.write { try $0.run(sql) } }

    /// The first column of every row as a number.
    func numbers(_ sql: SQL) async throws -> [Int64] {
        try await app.database.read { try $0.rows(sql) { try $0.int(0) } }
    }

    /// The first column of every row as text.
    func texts(_ sql: SQL) async throws -> [String] {
        try await app.database.read { try $0.rows(sql) { try $0.text(0) } }
    }
}

extension Asker {
    /// A service made by this admin; returns its id. Notice is 0 unless the fields say otherwise.
    func addService(_ title: String, _ duration: Int, _ fields: [String: any Sendable] = [:]) async throws -> Int64 {
        let body: [String: any Sendable] = ["title": title, "duration": duration, "minimum_notice": 0]
        let answer = try await post("/api/admin/services", body.merging(fields) { _, own in own })
        try #require(answer.status == 201, "\(answer)")
        return try answer.object("service").int("id")
    }

    func book(_ start: String, service: Int64? = nil, _ fields: [String: any Sendable] = [:]) async throws -> Answer {
        let body: [String: any Sendable] = ["service_id": service ?? self.service, "scheduled_at": start]
        return try await post("/api/bookings", body.merging(fields) { _, own in own })
    }

    /// Books a slot that must be free; returns the booking's id.
    func mustBook(
        _ start: String, service: Int64? = nil, _ fields: [String: any Sendable] = [:],
        _ place: SourceLocation = #_sourceLocation
    ) async throws -> Int64 {
        let answer = try await book(start, service: service, fields)
        try #require(answer.status == 201, "\(answer)", sourceLocation: place)
        return try answer.object("booking").int("id")
    }

    func move(_ id: Int64, to start: String, under path: String = "/api/bookings") async throws -> Answer {
        try await post("\(path)/\(id)/reschedule", ["scheduled_at": start])
    }

    /// Starts of a service's slots between two dates, both included.
    func slots(
        _ from: String, _ to: String? = nil, service: Int64? = nil, zone: String? = nil
    ) async throws -> [String] {
        let zone = zone.map { "&time_zone=\($0)" } ?? ""
        let path = "/api/services/\(service ?? self.service)/slots"
        let answer = try await get("\(path)?from=\(from)&to=\(to ?? from)\(zone)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.array("slots").map { try $0.text("starts_at") }
    }

    /// Starts to which a booking may be moved between two dates, both included.
    func destinations(_ id: Int64, _ from: String, _ to: String? = nil) async throws -> [String] {
        let answer = try await get("/api/bookings/\(id)/slots?from=\(from)&to=\(to ?? from)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.array("slots").map { try $0.text("starts_at") }
    }
}

/// Numbers that are the same for the same seed.
struct Dice: RandomNumberGenerator {
    private let random: TestRandom
    init(seed: UInt64) { random = TestRandom(seed: seed) }
    /// Draws from a source from which others draw too.
    init(_ random: TestRandom) { self.random = random }

    mutating func next() -> UInt64 {
        random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Asks everything at once; answers in the order of the questions.
func atOnce<Question: Sendable>(
    _ questions: [Question], _ ask: @escaping @Sendable (Question) async throws -> Answer
) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
        for (index, question) in questions.enumerated() { group.addTask { (index, try await ask(question)) } }
        var answers: [Int: Answer] = [:]
        for try await (index, answer) in group { answers[index] = answer }
        return questions.indices.compactMap { answers[$0] }
    }
}
