import CLibpq
import Foundation

/// One connection to a server, used by one thread. Every wait has a bound, also for a server that has frozen.
final class PostgreSQLConnection {
    /// Statements with more values than this, long lists that is, are not kept: their texts would be without number.
    private static let mostKeptBindings = 100
    private static let mostStatements = 500
    private static let longestPollMilliseconds = 60_000.0

    /// How long an answer is waited for before the server counts as gone.
    var longestWaitSeconds: Int
    private let pointer: OpaquePointer
    private let keepsStatements: Bool
    /// Never the same as another connection's: behind a pooler that shares connections, a name that means a statement
    /// here could mean another one there, which would then be executed.
    private let namePrefix = "s" + String(UInt64.random(in: 0...UInt64.max), radix: 36) + "_"
    private var namesGiven = 0
    private var statements: [StatementKey: String] = [:]

    /// Connects to the first host that takes writes; throws a loss where there is none.
    init(_ options: PostgreSQLOptions) throws(PostgreSQLFailure) {
        if let complaint = options.complaint { throw .lost(complaint) }
        guard let pointer = Self.connect(options) else { throw .lost("there is no memory for a connection") }
        // What throws from here on runs deinit, which frees it: everything is stored.
        self.pointer = pointer
        keepsStatements = options.keepsStatements
        longestWaitSeconds = options.graceSeconds
        guard PQstatus(pointer) == CONNECTION_OK else { throw .lost(lastError) }
        guard PQsetnonblocking(pointer, 1) == 0 else { throw .lost(lastError) }
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    }

    deinit {
        PQfinish(pointer)
    }

    /// Executes BEGIN, COMMIT and their like, several with semicolons.
    func control(_ text: String) throws(PostgreSQLFailure) {
        guard PQsendQuery(pointer, text) == 1 else { throw .lost(lastError) }
        let last = try answer(to: text, isReading: false)
        // A COMMIT of what has failed is answered with ROLLBACK, and is no error.
        guard text != "COMMIT" || last.command == "COMMIT" else {
            throw PostgreSQLFailure(kind: .final, error: .refused(reason: "it was rolled back", sql: text))
        }
    }

    /// Executes a statement with its values.
    func run(_ text: String, _ values: [Value], isReading: Bool) throws(PostgreSQLFailure) -> PostgreSQLResult {
        let bound = BoundValues(values)
        let isKept = keepsStatements && values.count <= Self.mostKeptBindings
        let name = isKept ? try prepared(text, bound, isReading: isReading) : nil
        guard bound.send(name: name, text: text, on: pointer) else { throw .lost(lastError) }
        return try answer(to: text, isReading: isReading)
    }

    /// The name under which the server keeps the statement.
    private func prepared(_ text: String, _ bound: BoundValues, isReading: Bool) throws(PostgreSQLFailure) -> String {
        let key = StatementKey(text: text, types: bound.types)
        if let name = statements[key] { return name }
        if statements.count >= Self.mostStatements {
            try control("DEALLOCATE ALL")
            statements = [:]
        }
        namesGiven += 1
        let name = namePrefix + String(namesGiven)
        guard PQsendPrepare(pointer, name, text, CInt(bound.types.count), bound.types) == 1 else {
            throw .lost(lastError)
        }
        _ = try answer(to: text, isReading: isReading)
        statements[key] = name
        return name
    }

    // MARK: - Waiting

    /// The last answer to what was sent; throws the first that is an error.
    private func answer(to text: String, isReading: Bool) throws(PostgreSQLFailure) -> PostgreSQLResult {
        let end = ContinuousClock.now + .seconds(longestWaitSeconds)
        var last: PostgreSQLResult?
        var failure: PostgreSQLFailure?
        while true {
            try awaitResult(until: end)
            guard let next = PQgetResult(pointer).map(PostgreSQLResult.init) else { break }
            // libpq would give this result for ever.
            if next.isCopying { throw .lost("COPY is not for here") }
            if failure == nil { failure = next.failure(sql: text, isReading: isReading) }
            last = next
        }
        if PQstatus(pointer) == CONNECTION_BAD { throw .lost(lastError) }
        if let failure { throw failure }
        guard let last else { throw .lost("the server gave no answer") }
        return last
    }

    /// Returns when PQgetResult will not block.
    private func awaitResult(until end: ContinuousClock.Instant) throws(PostgreSQLFailure) {
        var unsent = PQflush(pointer)
        while unsent == 1 || PQisBusy(pointer) == 1 {
            try poll(POLLIN | (unsent == 1 ? POLLOUT : 0), until: end)
            guard PQconsumeInput(pointer) == 1 else { throw .lost(lastError) }
            unsent = PQflush(pointer)
        }
        if unsent < 0 { throw .lost(lastError) }
    }

    private func poll(_ events: Int32, until end: ContinuousClock.Instant) throws(PostgreSQLFailure) {
        let descriptor = PQsocket(pointer)
        // libpq has closed it already; poll would wait for nothing.
        guard descriptor >= 0 else { throw .lost(lastError) }
        let left = (end - .now) / .milliseconds(1)
        guard left > 0 else { throw .lost("the server did not answer within \(longestWaitSeconds) s") }
        var socket = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let ready = Glibc.poll(&socket, 1, CInt(min(left.rounded(.up), Self.longestPollMilliseconds)))
        if ready < 0, errno != EINTR { throw .lost(String(cString: strerror(errno))) }
    }

    // MARK: - Connecting

    /// What is said before the URI is a default that the URI may change; what is said after it is fixed.
    private static func connect(_ options: PostgreSQLOptions) -> OpaquePointer? {
        let settings: [(String, String)] = [
            ("target_session_attrs", "read-write"), ("connect_timeout", "\(options.connectTimeoutSeconds)"),
            ("application_name", "informat"), ("keepalives_idle", "30"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "15000"),
            ("dbname", options.url), ("client_encoding", "UTF8"),
        ]
        let names = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        return PQconnectdbParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }

    /// libpq's words for what went wrong last, in one line; they hold no password.
    private var lastError: String {
        String(cString: PQerrorMessage(pointer)).split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}

/// Tells statements apart: the same text with other types is another one.
private struct StatementKey: Hashable {
    let text: String
    let types: [Oid]
}
