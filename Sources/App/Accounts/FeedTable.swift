import Domain
import Storage

/// All SQL of the table `feeds`: a person has a row once the address of the feed was made anew.
extension Transaction {
    func feedGeneration(of user: UserID) throws -> Int64 {
        try row("SELECT generation FROM feeds WHERE user_id = \(user)") { try $0.int(0) } ?? 0
    }

    /// Ends the address of before.
    func raiseFeedGeneration(of user: UserID) throws {
        try run(
            """
            INSERT INTO feeds (user_id, generation) VALUES (\(user), 1)
            ON CONFLICT (user_id) DO UPDATE SET generation = feeds.generation + 1
            """)
    }
}
