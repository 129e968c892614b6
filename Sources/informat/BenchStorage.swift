import App
import ArgumentParser
import Domain
import Foundation
import Storage

/// Measures what the storage takes in bare group commits of the rows of a booking: the limit that bin/bench compares
/// POST /api/bookings with.
struct BenchStorage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-storage", abstract: "Measure bare group commits of a booking's rows.", shouldDisplay: false)

    @Option(help: "A new SQLite file.") var path: String
    @Option(help: "How long.") var seconds = 5
    @Option(help: "Writers at once.") var tasks = 32

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            try fail("--path: \(path) exists already", code: 64)
        }
        let database = try SQLiteDatabase(path: path, now: World.clock)
        let bench = StorageBench(database: database)
        try await bench.prepare()
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let tasks = tasks
        let commits = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var done = 0
                    while ContinuousClock.now < end {
                        try await bench.writeBooking(Int64(done * tasks + task))
                        done += 1
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        print("commits_per_second \(Int(Double(commits) / elapsed))")
        try await database.close()
    }
}
