import CLibpq
import Foundation

/// One connection to a server, used by one thread, in libpq's pipeline mode: a BEGIN travels with the statement that
/// follows it, and nobody waits for a ROLLBACK. Every wait has a bound, also for a server that has frozen.
final class PostgreSQLConnection {
    /// Statements with more values than this, long lists that is, are not kept: their texts would be without number.
    private static let mostKeptBindings = 100
    private static let mostStatements = 500
    private static let longestPollMilliseconds = 60_000.0

    /// What was sent, and what its answer is for.
    private enum Sent {
        case statement(String)
        case preparation(String, StatementKey, name: String)
        /// Up to here the server passes over what stands behind a failure.
        case mark
    }

    /// How long an answer is waited for before the server counts as gone.
    var longestWaitSeconds: Int
    let keepsStatements: Bool
    let pointer: OpaquePointer
    /// Never the same as another connection's: behind a pooler that shares connections, a name that means a statement
    /// here could mean another one there, which would then be executed.
    private let namePrefix = "s" + String(UInt64.random(in: 0...UInt64.max), radix: 36) + "_"
    private var namesGiven = 0
    private var statements: [StatementKey: String] = [:]
    /// In the order in which the answers will come.
    private var sent: [Sent] = []

    /// Connects to the first host that takes writes; throws a loss where there is none.
    init(_ options: PostgreSQLOptions) throws(PostgreSQLFailure) {
        if let complaint = options.complaint { throw .lost(complaint) }
        guard let pointer = Self.connect(options) else { throw .lost("there is no memory for a connection") }
        // What throws from here on runs deinit, which frees it: everything is stored.
        self.pointer = pointer
        keepsStatements = options.keepsStatements
        longestWaitSeconds = options.graceSeconds
        guard PQstatus(pointer) == CONNECTION_OK else { throw .lost(lastError) }
        if let complaint = encodingComplaint { throw .lost(complaint) }
        guard PQsetnonblocking(pointer, 1) == 0, PQenterPipelineMode(pointer) == 1 else { throw .lost(lastError) }
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        guard keepsStatements else { return }
        try queue(options.timeouts(isLocal: false))
        try push()
    }

    deinit {
        PQfinish(pointer)
    }

    /// Lets BEGIN, SET or their like travel with the next statement; a failure of theirs is that one's.
    func queue(_ texts: String...) throws(PostgreSQLFailure) {
        for text in texts {
            guard PQsendQueryParams(pointer, text, 0, nil, nil, nil, nil, 1) == 1 else { throw .lost(lastError) }
            sent.append(.statement(text))
        }
    }

    /// Sends what was queued, and leaves the answers for later.
    func push() throws(PostgreSQLFailure) {
        guard PQpipelineSync(pointer) == 1 else { throw .lost(lastError) }
        sent.append(.mark)
    }

    func commit() throws(PostgreSQLFailure) {
        try queue("COMMIT")
        let command = try answer(isReading: false).command
        // A COMMIT of what has failed is answered with ROLLBACK, and is no error.
        guard command == "COMMIT" else {
            throw PostgreSQLFailure(kind: .final, error: .refused(reason: "it was rolled back", sql: "COMMIT"))
        }
    }

    /// Executes a statement with its values, after what was queued.
    func run(_ text: String, _ values: [Value], isReading: Bool) throws(PostgreSQLFailure) -> PostgreSQLResult {
        let bound = BoundValues(values)
        let isKept = keepsStatements && values.count <= Self.mostKeptBindings
        let name = isKept ? try prepared(text, bound) : nil
        guard bound.send(name: name, text: text, on: pointer) else { throw .lost(lastError) }
        sent.append(.statement(text))
        return try answer(isReading: isReading)
    }

    /// The name under which the server keeps the statement.
    private func prepared(_ text: String, _ bound: BoundValues) throws(PostgreSQLFailure) -> String {
        let key = StatementKey(text: text, types: bound.types)
        if let name = statements[key] { return name }
        if statements.count >= Self.mostStatements {
            try queue("DEALLOCATE ALL")
            statements = [:]
        }
        namesGiven += 1
        let name = namePrefix + String(namesGiven)
        guard PQsendPrepare(pointer, name, text, CInt(bound.types.count), bound.types) == 1 else {
            throw .lost(lastError)
        }
        sent.append(.preparation(text, key, name: name))
        return name
    }

    /// Waits for the answers to what was queued or pushed, if there is something.
    func settle() throws(PostgreSQLFailure) {
        if !sent.isEmpty { _ = try answer(isReading: false) }
    }

    // MARK: - Waiting

    /// When an answer that is asked for now must be there.
    var latestAnswer: ContinuousClock.Instant { .now + .seconds(longestWaitSeconds) }

    /// Sends what was queued and waits for every answer. Returns the last statement's; throws the first failure.
    private func answer(isReading: Bool) throws(PostgreSQLFailure) -> PostgreSQLResult {
        try push()
        let end = latestAnswer
        var last: PostgreSQLResult?
        var failure: PostgreSQLFailure?
        for item in sent {
            let result = try nextResult(until: end)
            switch item {
            case .mark: continue
            case .statement(let text):
                failure = failure ?? result.failure(sql: text, isReading: isReading)
                last = result
            case .preparation(let text, let key, let name):
                failure = failure ?? result.failure(sql: text, isReading: isReading)
                // One that was passed over has no failure of its own, and is not kept either.
                if result.status == PGRES_COMMAND_OK { statements[key] = name }
            }
        }
        sent = []
        if PQstatus(pointer) == CONNECTION_BAD { throw .lost(lastError) }
        if let failure { throw failure }
        guard let last else { throw .lost("the server gave no answer") }
        return last
    }

    /// The answer to the next thing that was sent; behind a statement's stands an empty one.
    private func nextResult(until end: ContinuousClock.Instant) throws(PostgreSQLFailure) -> PostgreSQLResult {
        for _ in 1...2 {
            try awaitResult(until: end)
            guard let next = PQgetResult(pointer).map(PostgreSQLResult.init) else { continue }
            // libpq would give this result for ever.
            if next.isCopying { throw .lost("COPY has a way of its own") }
            return next
        }
        throw .lost(PQstatus(pointer) == CONNECTION_BAD ? lastError : "the server gave no answer")
    }

    /// Returns when all is sent and PQgetResult will not block.
    func awaitResult(until end: ContinuousClock.Instant) throws(PostgreSQLFailure) {
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
            ("keepalives_count", "3"), ("tcp_user_timeout", "\(options.silenceSeconds * 1_000)"),
            ("dbname", options.url), ("client_encoding", "UTF8"),
        ]
        let names = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        return PQconnectdbParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }

    /// What is wrong with the database's encoding: in any other than UTF-8 most names of people cannot be kept, or are
    /// kept as bytes that mean nothing. The server says it of itself at the beginning.
    private var encodingComplaint: String? {
        guard let encoding = PQparameterStatus(pointer, "server_encoding").map({ String(cString: $0) }),
            encoding != "UTF8"
        else { return nil }
        return
            "it has the encoding \(encoding), and must have UTF8: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
    }

    /// libpq's words for what went wrong last, in one line; they hold no password.
    var lastError: String {
        String(cString: PQerrorMessage(pointer)).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; ")
    }
}

/// Tells statements apart: the same text with other types is another one.
private struct StatementKey: Hashable {
    let text: String
    let types: [Oid]
}
