import CLibpq

/// Rows that are sent one behind the other, without an answer to each. libpq's pipeline knows no COPY, so it is left
/// meanwhile.
extension PostgreSQLConnection {
    /// The end of a COPY, and that nothing follows it.
    private static let mostResults = 2

    /// Returns when the server waits for the rows of `COPY … FROM STDIN`.
    func beginCopy(_ text: String) throws(PostgreSQLFailure) {
        try settle()
        guard PQexitPipelineMode(pointer) == 1, PQsendQuery(pointer, text) == 1 else { throw .lost(lastError) }
        try awaitResult(until: latestAnswer)
        guard let result = PQgetResult(pointer).map(PostgreSQLResult.init) else { throw .lost(lastError) }
        if result.status == PGRES_COPY_IN { return }
        try endCopy(text, after: result.failure(sql: text, isReading: false))
        throw .lost("the server does not wait for rows")
    }

    /// Returns when they are on their way. What the server has against them it says at the end.
    func sendRows(_ bytes: [UInt8]) throws(PostgreSQLFailure) {
        let isTaken = bytes.withUnsafeBytes { all in
            PQputCopyData(pointer, all.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(all.count)) == 1
        }
        // That a connection was ended is seen by reading alone: libpq takes what is sent for sent until then.
        guard isTaken, PQconsumeInput(pointer) == 1 else { throw .lost(lastError) }
        try awaitResult(until: latestAnswer)
    }

    /// How many rows came in; throws why none did. With a complaint nothing is to come in.
    func endCopy(_ text: String, complaint: String? = nil) throws(PostgreSQLFailure) -> Int {
        guard PQputCopyEnd(pointer, complaint) == 1 else { throw .lost(lastError) }
        return try endCopy(text, after: nil)
    }

    @discardableResult
    private func endCopy(_ text: String, after first: PostgreSQLFailure?) throws(PostgreSQLFailure) -> Int {
        var (rows, failure) = (0, first)
        for _ in 1...Self.mostResults {
            try awaitResult(until: latestAnswer)
            guard let result = PQgetResult(pointer).map(PostgreSQLResult.init) else { break }
            failure = failure ?? result.failure(sql: text, isReading: false)
            rows += result.changedRows
        }
        guard PQstatus(pointer) == CONNECTION_OK, PQenterPipelineMode(pointer) == 1 else { throw .lost(lastError) }
        if let failure { throw failure }
        return rows
    }
}
