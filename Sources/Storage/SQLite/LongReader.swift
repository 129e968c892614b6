import Dispatch
import Foundation
import GRDBSQLite

/// What one thread of the long reads does: keeps a connection, opened when it is first needed, and ends what takes too
/// long. SQLite asks for the time every few thousand steps of its machine, so a statement ends within milliseconds of
/// its limit, whatever it does.
final class LongReader {
    /// Steps of SQLite's machine between two looks at the clock: some tenths of a millisecond.
    private static let steps: CInt = 4_000

    private let path: String
    private let busyTimeoutSeconds: Double
    private let mostSeconds: Double
    private let patienceSeconds: Double
    private let now: () -> Date
    private let deadline = Deadline()
    private var connection: SQLiteConnection?

    init(
        _ path: String, busyTimeoutSeconds: Double, mostSeconds: Double, patienceSeconds: Double,
        now: @escaping () -> Date
    ) {
        self.path = path
        self.busyTimeoutSeconds = busyTimeoutSeconds
        self.mostSeconds = mostSeconds
        self.patienceSeconds = patienceSeconds
        self.now = now
    }

    func serve(_ turn: Turn) {
        if ContinuousClock.now > turn.since + .seconds(patienceSeconds) { return turn.body.refuse(.busy) }
        do {
            let connection = try open()
            deadline.set(secondsFromNow: mostSeconds)
            try connection.performHere { $0.read(turn.body, at: now()) }
        } catch {
            turn.body.refuse(StorageError(error))
        }
    }

    private func open() throws -> SQLiteConnection {
        if let connection { return connection }
        let opened = try SQLiteConnection(reading: path, busyTimeoutSeconds: busyTimeoutSeconds)
        try opened.performHere { session in
            // Unretained: the connection ends with this reader, which keeps the deadline.
            let context = Unmanaged.passUnretained(deadline).toOpaque()
            sqlite3_progress_handler(
                session.connection, Self.steps,
                { $0.map { Unmanaged<Deadline>.fromOpaque($0).takeUnretainedValue().isOver } ?? false ? 1 : 0 }, context
            )
        }
        connection = opened
        return opened
    }
}

/// When the read that runs now must be over. A class, because SQLite asks it; used by one thread.
private final class Deadline {
    private var nanoseconds: UInt64 = .max

    var isOver: Bool { DispatchTime.now().uptimeNanoseconds > nanoseconds }

    func set(secondsFromNow seconds: Double) {
        nanoseconds = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1_000_000_000)
    }
}
