import Foundation

/// What one thread of the pool does: keeps a connection, opens it again when it is lost, and runs bodies on it until
/// each has its one answer.
final class PostgreSQLSession {
    /// The first pause after a conflict; it doubles up to the longest, and chance takes up to all of it.
    private static let shortestPause = 0.001
    private static let longestPause = 0.064
    /// A server that has just gone is asked again after this, by chance less.
    private static let pauseAfterLoss = 0.1
    private static let mostLosses = 3

    /// What came of one attempt.
    private enum Attempt {
        case answered
        /// Nothing was kept, and another attempt may do better.
        case conflict(StorageError)
        /// Nothing was kept, and the connection is gone.
        case lost(StorageError)
    }

    private let options: PostgreSQLOptions
    private let now: () -> Date
    private var connection: PostgreSQLConnection?

    init(_ options: PostgreSQLOptions, now: @escaping () -> Date) {
        self.options = options
        self.now = now
    }

    func serve(_ turn: Turn) {
        let end = turn.since + .seconds(options.patienceSeconds)
        // Who asked has waited long enough, and others wait behind.
        if ContinuousClock.now > end { return turn.body.refuse(.busy) }
        var (losses, longest) = (0, Self.shortestPause)
        // Time is the bound, not a number: of many who want the same row, chance alone says who waits longest.
        while true {
            let reason: StorageError
            switch attempt(turn) {
            case .answered: return
            case .conflict(let error):
                reason = error
                pause(longest)
                longest = min(2 * longest, Self.longestPause)
            case .lost(let error):
                reason = error
                losses += 1
                if losses < Self.mostLosses { pause(Self.pauseAfterLoss) }
            }
            if losses >= Self.mostLosses || ContinuousClock.now > end { return turn.body.refuse(reason) }
        }
    }

    private func attempt(_ turn: Turn) -> Attempt {
        let tx: PostgreSQLTransaction
        do throws(PostgreSQLFailure) {
            tx = PostgreSQLTransaction(try open(), at: now())
            try tx.begin(turn.kind, options)
        } catch {
            // Whatever it was: a transaction may stand open there.
            return lost(error)
        }
        let outcome = turn.body.attempt(tx)
        // What the body made of a conflict or a loss does not count: it saw half of its work.
        if let failure = tx.failure, failure.kind != .final {
            guard failure.kind == .conflict else { return lost(failure) }
            rollBack(tx)
            return .conflict(failure.error)
        }
        if case .write = turn.kind, !outcome.hasThrown { return commit(tx, outcome, of: turn) }
        rollBack(tx)
        outcome.answer()
        return .answered
    }

    private func commit(_ tx: PostgreSQLTransaction, _ outcome: PendingBody.Outcome, of turn: Turn) -> Attempt {
        do throws(PostgreSQLFailure) {
            try tx.commit()
        } catch {
            switch error.kind {
            case .conflict: return .conflict(error.error)
            case .final: turn.body.refuse(error.error)
            case .lost:
                // It may have taken place: a second attempt could be a second booking.
                connection = nil
                turn.body.refuse(.unknownOutcome)
            }
            return .answered
        }
        outcome.answer()
        return .answered
    }

    /// A connection that cannot even roll back is closed, which does it.
    private func rollBack(_ tx: PostgreSQLTransaction) {
        do throws(PostgreSQLFailure) { try tx.rollBack() } catch { connection = nil }
    }

    private func lost(_ failure: PostgreSQLFailure) -> Attempt {
        connection = nil
        return .lost(failure.error)
    }

    private func open() throws(PostgreSQLFailure) -> PostgreSQLConnection {
        if let connection { return connection }
        let opened = try PostgreSQLConnection(options)
        connection = opened
        return opened
    }

    private func pause(_ seconds: Double) {
        Thread.sleep(forTimeInterval: .random(in: 0...seconds))
    }
}
