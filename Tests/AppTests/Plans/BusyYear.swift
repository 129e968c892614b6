import App
import Foundation
import Logging
import Storage
import Testing

/// A busy practice with a year behind and before it, and one that is empty but for what is asked for: made once for all
/// tests of the suite that has this trait, because it takes seconds.
struct BusyYear: SuiteTrait, TestScoping {
    /// The days from the practice's Monday on for whose slots the tests ask.
    static let askedDays = 0..<60
    @TaskLocal static var made: Made?

    struct Made: Sendable {
        let busy: Practice
        let empty: Practice
        /// Plans of a day's statements before the planner knew anything about the tables.
        let firstPlans: [Plan]
        /// Plans once it did, those included that PostgreSQL has settled on for whatever values may come.
        let laterPlans: [Plan]

        /// Those by which a practice lives from day to day: SQLite is never told what its tables hold, PostgreSQL tells
        /// itself within a minute.
        var settledPlans: [Plan] { Engine.chosen == .sqlite ? firstPlans + laterPlans : laterPlans }
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let made = try await Self.make()
        try await Self.$made.withValue(made) { try await function() }
        try await made.busy.app.database.close()
        try await made.empty.app.database.close()
    }

    private static func make() async throws -> Made {
        let busy = try await practice(.busy)
        // Weekly consultations reach into other days; working hours are read a few days around what is asked for.
        let days = askedDays.lowerBound - 7..<askedDays.upperBound + 7
        let empty = try await practice(.empty(but: days))
        let (first, later) = (PlanBook(), PlanBook())
        try await live(busy, days: 0..<1, book: first)
        try await YearOfRows.analyze(busy.app.database)
        try await YearOfRows.analyze(empty.app.database)
        // PostgreSQL makes up its mind after five executions.
        try await live(busy, days: 1..<8, book: later)
        try await later.noteKeptPlans(in: busy.app.database)
        return Made(busy: busy, empty: empty, firstPlans: first.plans, laterPlans: later.plans)
    }

    private static func practice(_ year: YearOfRows) async throws -> Practice {
        let start = ContinuousClock.now
        let practice = try await Practice.openForLong { $0.databasePool = 1 }
        try await year.write(into: practice.app.database)
        let bookings = try await practice.numbers("SELECT COUNT(*) FROM bookings")[0]
        print("A year of \(bookings) bookings was written in \(start.duration(to: .now))")
        return practice
    }

    private static func live(_ practice: Practice, days: Range<Int>, book: PlanBook) async throws {
        let app = try await practice.server(
            on: book.door(to: practice.app.database), seed: 100 + UInt64(days.lowerBound))
        for day in days { try await HotUses(app: app, practice: practice, book: book, day: day).carryOut() }
    }
}

extension Practice {
    /// Another server, of other chances, with another door to the same database.
    fileprivate func server(on database: any Database, seed: UInt64) async throws -> App {
        let random = TestRandom(seed: seed)
        let clock = clock
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: letters.mailer, passwordHash: .unsafe)
        world.waitLong()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await App(app.settings, database: database, world: world, logger: logger)
    }
}
