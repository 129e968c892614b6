import App
import Domain
import Foundation
import Logging
import Storage
import Synchronization
import Wire

/// A whole server on a fresh database in a folder of its own, with a clock that stands still, and letters and webhooks
/// that are kept.
///
/// The first admin is `boss@example.com` (also the host of the first service, free, 60 minutes, weekdays 09:00–17:00 in
/// the practice's zone). It is Monday, 5 January 2026, 08:00 UTC; move on with `clock.move`.
final class Practice: Sendable {
    static let monday = Date(timeIntervalSince1970: 1_767_600_000)
    static let password = "correct horse battery"

    let app: App
    let clock: TestClock
    let letters: KeptLetters
    let calls: KeptCalls
    let pauses: KeptPauses
    let feeds: KeptFeeds
    let folder: String
    private let firsts = Mutex(Firsts?.none)

    static func open(
        at start: Date = monday, zone: String = "UTC", on engine: Engine = .chosen,
        under parent: String = NSTemporaryDirectory(), stripe: FakeStripe? = nil,
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> Practice {
        let practice = try await openEmpty(at: start, on: engine, under: parent, stripe: stripe, change)
        let settings = practice.app.settings
        try await practice.useUpIDs()
        _ = try await practice.app.firstStart.run(email: settings.adminEmail, password: settings.adminPassword)
        let firsts = try await practice.readFirsts()
        practice.firsts.withLock { $0 = firsts }
        // Whoever needs a second factor can set no hours before; those of the first start stay.
        if !settings.staffNeedsSecondFactor { try await practice.setZoneOfBoss(zone) }
        return practice
    }

    /// A server on a database without people, services and hours.
    static func openEmpty(
        at start: Date = monday, on engine: Engine = .chosen, under parent: String = NSTemporaryDirectory(),
        stripe: FakeStripe? = nil,
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> Practice {
        let folder = parent + "informat-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var settings = try Settings()
        settings.database = try await engine.place(folder)
        if case .sqlite(let path) = settings.database { try await EmptyFile.copy(to: path) }
        settings.databasePool = 2
        settings.jwtSecret = "a secret for tests that is long enough"
        settings.logLevel = "critical"
        settings.publicURL = "https://practice.example"
        settings.mailFrom = Mailbox(name: "The Practice", address: "hello@practice.example")
        settings.adminEmail = "boss@example.com"
        settings.adminPassword = password
        // What few tests are about, and many would come upon.
        settings.bookingsPerPerson = 1_000
        settings.bookingsPerAddress = 10_000
        if stripe != nil { settings.stripe = FakeStripe.settings }
        try change(&settings)
        let clock = TestClock(start)
        stripe?.set(clock: { clock.now })
        let letters = KeptLetters()
        let calls = KeptCalls()
        let pauses = KeptPauses()
        let feeds = KeptFeeds()
        let random = TestRandom(seed: 7)
        // A test that names a mail server sends for real.
        let mailer = settings.smtp.map { Mailer.smtp($0, from: settings.publicURL, connections: 4) } ?? letters.mailer
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: mailer, gateway: stripe?.gateway,
            webhooks: calls.sender, passwordHash: .unsafe)
        (world.pause, world.calendars) = (pauses.pause, feeds.sender)
        world.waitLong()
        let database = try Engine.open(settings, now: { clock.now })
        try await database.write(.alone) { try $0.makeTables() }
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let app = try await App(settings, database: database, world: world, logger: logger)
        return Practice(
            app: app, clock: clock, letters: letters, calls: calls, outside: (pauses, feeds), folder: folder)
    }

    private init(
        app: App, clock: TestClock, letters: KeptLetters, calls: KeptCalls, outside: (KeptPauses, KeptFeeds),
        folder: String
    ) {
        self.app = app
        self.clock = clock
        self.letters = letters
        self.calls = calls
        (pauses, feeds) = outside
        self.folder = folder
    }

    deinit {
        let folder = folder
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The id of the first admin, who is also the first host.
    var bossID: Int64 { told.boss }

    /// The id of the first service.
    var service: Int64 { told.service }

    private var told: Firsts {
        guard let firsts = firsts.withLock({ $0 }) else { preconditionFailure("a practice without people was opened") }
        return firsts
    }

    /// Someone who asks without a token.
    var visitor: Asker { asker(token: nil) }

    /// The first admin, signed in.
    func boss() async throws -> Asker { try await signIn("boss@example.com") }

    func signIn(_ email: String, password: String = Practice.password) async throws -> Asker {
        let answer = try await visitor.post("/api/auth/login", ["email": email, "password": password])
        return asker(token: try answer.text("token"), userID: try answer.object("user").int("id"))
    }

    /// A new client, signed in, who has proved the address unless told otherwise.
    func register(
        _ email: String, _ fields: [String: any Sendable] = [:], proved: Bool = true
    ) async throws -> Asker {
        let body = fields.merging(["email": email, "password": Self.password]) { own, _ in own }
        let answer = try await visitor.post("/api/auth/register", body)
        let id = try answer.object("user").int("id")
        if proved { try await run("UPDATE users SET email_verified_at = \(clock.now) WHERE id = \(id)") }
        return asker(token: try answer.text("token"), userID: id)
    }

    /// Somebody who books the first service unless told otherwise.
    private func asker(token: String?, userID: Int64 = 0) -> Asker {
        Asker(app: app, token: token, userID: userID, service: firsts.withLock { $0?.service } ?? 0)
    }

    /// One more server on the same database and clock.
    func another(mailer: Mailer, security: SecurityLog? = nil) async throws -> App {
        let random = TestRandom(seed: 9)
        var world = World(now: { self.clock.now }, random: { random.bytes($0) }, mailer: mailer, passwordHash: .unsafe)
        world.waitLong()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await App(app.settings, database: app.database, world: world, logger: logger, security: security)
    }

    /// Works every job that is due now, mails included.
    func work() async throws { try await app.worker.runAllDue() }

    /// Moves the clock in steps no longer than an hour and works what falls due on the way, as a running server would.
    func live(hours: Double) async throws {
        var left = hours * 3_600
        while left > 0 {
            clock.move(seconds: min(left, 3_600))
            left -= 3_600
            try await work()
        }
    }

    private func setZoneOfBoss(_ zone: String) async throws {
        let body: [String: any Sendable] = [
            "time_zone": zone,
            "weekly": (1...5).map { ["weekday": $0, "from": "09:00", "to": "17:00"] as [String: any Sendable] },
        ]
        let answer = try await boss().put("/api/admin/hosts/\(bossID)/working-hours", body)
        precondition(answer.status == 200, "the hours of the first host can be set: \(answer)")
    }
}

/// A clock that moves only when it is told to.
final class TestClock: Sendable {
    private let instant: Mutex<Date>
    init(_ start: Date) { instant = Mutex(start) }
    var now: Date { instant.withLock { $0 } }
    func move(seconds: Double) { instant.withLock { $0 = $0.addingTimeInterval(seconds) } }
    func move(hours: Double) { move(seconds: hours * 3_600) }
}

/// Random bytes that are the same in every run (SplitMix64).
final class TestRandom: Sendable {
    private let state: Mutex<UInt64>
    init(seed: UInt64) { state = Mutex(seed) }

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = state
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: mixed ^ (mixed >> 31))
            }
        }
    }
}

/// Letters as they were handed over; `fail` makes the next ones fail.
final class KeptLetters: Sendable {
    private let state = Mutex((letters: [Letter](), failure: (any Error)?.none))

    var all: [Letter] { state.withLock { $0.letters } }
    func letters(to address: String) -> [Letter] { all.filter { $0.to.address == address } }
    func forget() { state.withLock { $0.letters = [] } }
    /// Every following letter fails with the error; nil lets them through again.
    func fail(_ error: (any Error)?) { state.withLock { $0.failure = error } }

    var mailer: Mailer {
        Mailer { letter in
            try self.state.withLock { state in
                if let failure = state.failure { throw failure }
                state.letters.append(letter)
            }
        }
    }
}

/// How often the server let somebody wait, without the waiting.
final class KeptPauses: Sendable {
    private let kept = Mutex([Int]())

    var all: [Int] { kept.withLock { $0 } }
    var pause: @Sendable (Int) async throws -> Void { { seconds in self.kept.withLock { $0.append(seconds) } } }
}
