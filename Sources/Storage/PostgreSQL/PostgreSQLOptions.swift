import CLibpq

/// How to reach a PostgreSQL server and what to expect of it.
package struct PostgreSQLOptions: Sendable {
    /// A connection URI of libpq, `postgres://user:password@host:5432/name?sslmode=verify-full`; several hosts with
    /// commas follow a failover. Whatever it sets itself wins over what is said here.
    package var url: String
    /// The most connections that are open at once.
    package var connections = 10
    /// Whether statements are prepared once a connection and kept there under a name; pgbouncer in transaction mode
    /// hands the next transaction to a connection that does not know them.
    package var keepsStatements = true
    /// A statement that takes longer, waiting for others included, is ended by the server.
    package var statementTimeoutSeconds = 10
    /// The same for a long read, and for all of its statements together but for the last.
    package var longReadSeconds = Double(ReadLength.mostSeconds)
    /// How much longer an answer is waited for before the server counts as gone.
    package var graceSeconds = 5
    /// How long the server's machine may take nothing of what is sent before the connection counts as lost.
    package var silenceSeconds = 15
    /// How long one host may take to let us in; libpq makes 2 of 1.
    package var connectTimeoutSeconds = 5
    /// How long a transaction may wait for a connection, and how long it is tried again.
    package var patienceSeconds = 10

    package init(url: String) {
        self.url = url
    }

    /// How long an answer to a statement is waited for.
    var longestWaitSeconds: Int { statementTimeoutSeconds + graceSeconds }

    /// A statement that sets the server's limits, for a transaction or for the connection. One of them frees what a
    /// program holds that is gone without a word, with its machine for instance.
    func timeouts(isLocal: Bool) -> String {
        """
        SELECT set_config('statement_timeout', '\(statementTimeoutSeconds)s', \(isLocal)), \
        set_config('idle_in_transaction_session_timeout', '\(longestWaitSeconds)s', \(isLocal))
        """
    }

    /// What is wrong with the URI, or nil. libpq would repeat a part of it in its own words, and where a password is
    /// not percent-encoded that part may be the password's.
    var complaint: String? {
        let complaint = """
            the address of the database is not well formed; in a password, %, @, :, /, ? and # are written as \
            %25, %40, %3A, %2F, %3F and %23
            """
        guard let options = PQconninfoParse(url, nil) else { return complaint }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            values[String(cString: keyword)] = option.pointee.val.map { String(cString: $0) }
            option += 1
        }
        // Where these are to be seen, what stands before an @ or behind a : is no host, port or name.
        let hasStray = ["host", "dbname"].contains { values[$0]?.contains("@") == true }
        let hasPorts = values["port"]?.allSatisfy { $0.isASCII && $0.isNumber || $0 == "," } ?? true
        return hasStray || !hasPorts ? complaint : nil
    }
}
