import Domain
import Foundation
import Hummingbird
import Logging
import Storage

/// The outside world, as far as the product reaches it; the tests hand in their own.
package struct World: Sendable {
    package var now: @Sendable () -> Date
    /// So many random bytes, good enough for keys.
    package var random: @Sendable (Int) -> [UInt8]
    package var mailer: Mailer
    /// Nil where the practice does not charge online.
    package var gateway: PaymentGateway?
    /// The same company by other threads, so that requests which wait for it cannot keep the jobs from it.
    package var gatewayOfJobs: PaymentGateway?
    package var webhooks: WebhookSender
    package var calendars = CalendarSender.nowhere
    /// How many bytes are free where the data is; nil where that is not known.
    package var room: @Sendable () -> Int64? = { nil }
    package var passwordHash: PasswordHash
    /// The program that knows which packages Debian offers.
    package var apt = DebianOffer.apt
    /// How long `/health` waits for the database, and how often leases are renewed, by the machine's own clock.
    package var (healthPatience, renewal) = (Health.patience, Worker.renewal)
    /// How long who books waits for a look at a calendar, by the same clock.
    package var lookPatience: Duration = .seconds(CalendarSender.hurry)
    /// Waits so many seconds.
    package var pause: @Sendable (Int) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }

    package init(
        now: @escaping @Sendable () -> Date, random: @escaping @Sendable (Int) -> [UInt8], mailer: Mailer,
        gateway: PaymentGateway? = nil, webhooks: WebhookSender = .nowhere, passwordHash: PasswordHash = .safe
    ) {
        self.now = now
        self.random = random
        self.mailer = mailer
        self.gateway = gateway
        gatewayOfJobs = gateway
        self.webhooks = webhooks
        self.passwordHash = passwordHash
    }

    /// A number in 0..<1, for jitter.
    var chance: @Sendable () -> Double {
        { [random] in Double(random(2).reduce(0) { $0 * 256 + Int($1) }) / 65_536 }
    }

    /// The real clock. Instants are whole seconds from here on.
    package static let clock: @Sendable () -> Date = {
        Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    }

    /// The real one.
    package static func real(_ settings: Settings) -> World {
        var world = World(
            now: clock,
            random: { count in
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            },
            mailer: settings.smtp.map {
                Mailer.smtp($0, from: settings.publicURL, connections: settings.smtpConnections)
            } ?? .folder(settings.mailFolder),
            gateway: settings.stripe.map { StripeClient($0).gateway },
            webhooks: .http(toPrivateNetwork: settings.webhooksToPrivateNetwork))
        world.gatewayOfJobs = settings.stripe.map { StripeClient($0).gateway }
        world.calendars = .http(toPrivateNetwork: settings.calendarsToPrivateNetwork)
        world.room = { settings.database.path == nil ? nil : FreeSpace.bytes(in: settings.dataFolder) }
        return world
    }
}

/// The whole server, wired together: the only place that knows every room.
package struct App: Sendable {
    package let settings: Settings
    package let database: any Database
    package let responder: PlainPaths
    private let wiring: Wiring
    /// The doors to pages, for the test of who comes in by which.
    package var pageDoors: PageDoors { wiring.doors }
    /// Methods and paths of every route, for the test that compares them with the API's description.
    package let routes: [(method: String, path: String)]
    /// Names that the query of a route may have, by its method and path, for the same test.
    package let queryNames = Routes.queryNames
    package let worker: Worker
    package let firstStart: FirstStart
    package let accounts: Accounts
    package let settlement: Settlement
    package let meetings: Meetings
    package let statistics: Statistics
    package let live: LiveMeetings
    package let accessLog: AccessLog
    package let stopping = Stopping()
    /// By which names the secrets of this server go.
    package let secrets: [SecretNames]
    let storedEnds = storedEnds()
    let branding: PresentBranding
    let mailer: Mailer

    /// Builds everything on a migrated database; reads the secrets, or makes them, in the data folder. Without an
    /// `accessLog` there is one on standard output, as loud as the settings say.
    package init(
        _ settings: Settings, database: any Database, world: World, logger: Logger, accessLog: AccessLog? = nil,
        security: SecurityLog? = nil
    ) async throws {
        self.settings = settings
        self.database = database
        mailer = world.mailer
        let security = security ?? .toStandardError(now: world.now)
        let keys = try Self.keys(settings, world)
        let linkKeys = try LinkKeys(settings, tokens: keys, random: world.random)
        let templates = try Templates(folder: settings.templatesFolder)
        let branding = PresentBranding()
        self.branding = branding
        let links = Self.links(settings, linkKeys, world)
        let payments = Self.payments(settings, world.gateway)
        let bookings = Self.bookings(settings, database, world, links, keys, payments)
        settlement = Settlement(bookings: bookings, payments: payments, logger: logger)
        accounts = Accounts(
            database: database, now: world.now, random: world.random,
            tokens: AccessTokens(keys: keys, issuer: settings.publicURL, lifeSeconds: settings.tokenMinutes * 60),
            refreshTokens: RefreshTokens(keys: keys, random: world.random), links: links,
            devices: DeviceTokens(keys: keys, random: world.random), hashing: HashingPool(),
            passwordHash: world.passwordHash, slowdown: Slowdown(pause: world.pause),
            factorSeal: .ofSecondFactors(keys, random: world.random),
            steps: SignInSteps(seal: Seal(keys, for: "sign-in", random: world.random)),
            practiceName: { Sender(from: settings.mailFrom, branding: branding).now.name ?? "InFormat" },
            zone: PracticeZone(standard: settings.standardZone, branding: branding),
            limitsAttempts: settings.rateLimits, loginWays: settings.loginWays,
            staffNeedsSecondFactor: settings.staffNeedsSecondFactor, afterProof: bookings.afterProof,
            isExpected: { host, tx in try tx.hasClientsComing(toHost: host) }, security: security)
        meetings = Meetings(bookings: bookings, window: links.window)
        let mails = Self.mails(settings, database, world, templates, links, branding)
        let webhooks = Webhooks(
            database: database, now: world.now, random: world.random, sender: world.webhooks,
            secrets: WebhookSecrets(keys: keys))
        statistics = Statistics(database: database, practiceZone: accounts.zone.stored(in:))
        firstStart = FirstStart(accounts: accounts, currency: settings.currency)
        worker = WorkerWiring(
            accounts: accounts, settlement: settlement.paying(by: Self.payments(settings, world.gatewayOfJobs)),
            meetings: meetings, mails: mails, webhooks: webhooks, statistics: statistics
        ).worker(settings, in: world, logger)
        let log = accessLog ?? AccessLog(isOn: ["trace", "debug", "info"].contains(settings.logLevel))
        self.accessLog = log
        live = LiveMeetings(
            database: database, window: meetings.window, places: LivePlaces(most: settings.streamsMost), logger: logger)
        stopping.whenBegun(live.places.end)
        secrets = [keys.names, linkKeys.names]
        let machine = Health.Machine(now: world.now, room: world.room, patience: world.healthPatience)
        let health = Health(of: database, on: machine, stopping: stopping, secrets: secrets, logger: logger)
        wiring = Wiring(
            settings: settings, accounts: accounts, services: Self.services(database, world),
            settlement: settlement, meetings: meetings, live: live.places, rail: RailCounts(meetings: meetings),
            mails: mails, webhooks: webhooks, statistics: statistics, health: health,
            check: SettingsCheck(settings, database: database, apt: world.apt, now: world.now),
            pages: Self.pages(settings, templates, branding), branding: branding, keys: keys, now: world.now, log: log,
            security: security)
        let router = wiring.router()
        routes = router.routes.map { (method: $0.method.rawValue, path: $0.path.description) }
        responder = PlainPaths(router: router.buildResponder())
    }

    private static func mails(
        _ settings: Settings, _ database: any Database, _ world: World, _ templates: Templates, _ links: Links,
        _ branding: PresentBranding
    ) -> Mails {
        Mails(
            database: database, now: world.now, mailer: world.mailer,
            renderer: MailRenderer(
                templates: templates, links: links, sender: Sender(from: settings.mailFrom, branding: branding)),
            loginWays: settings.loginWays)
    }

    private static func services(_ database: any Database, _ world: World) -> Services {
        Services(database: database, now: world.now, isBooked: { id, tx in try tx.hasBookings(ofService: id) })
    }

    private static func keys(_ settings: Settings, _ world: World) throws -> Keys {
        let secret = try settings.jwtSecret ?? SecretFile.tokens.secret(in: settings.dataFolder, random: world.random)
        return Keys(secret: secret, previous: settings.jwtSecretPrevious)
    }

    private static func links(_ settings: Settings, _ keys: LinkKeys, _ world: World) -> Links {
        Links(
            jitsi: settings.jitsi, rules: settings.meetings, codes: LinkCodes(keys: keys), now: world.now,
            publicURL: settings.publicURL)
    }

    private static func outsideCalendars(
        _ settings: Settings, _ database: any Database, _ world: World, _ links: Links, _ keys: Keys
    ) -> OutsideCalendars {
        OutsideCalendars(
            database: database, chance: world.chance, random: world.random, sender: world.calendars,
            seal: .ofCalendars(keys, random: world.random), allowsPlain: settings.calendarsToPrivateNetwork,
            ownEvents: { try Bookings.ownEvents(of: $0, from: $1, in: $2) },
            overBookings: { [random = world.random] link, taken, tx in
                try Bookings.noteClashes(with: link, taken: taken, token: { Digest.hex(random(16)) }, in: tx)
            }, wishes: Bookings.wantedEvents(by: links), looks: SharedLooks(patience: world.lookPatience))
    }

    private static func bookings(
        _ settings: Settings, _ database: any Database, _ world: World, _ links: Links, _ keys: Keys,
        _ payments: Payments?
    ) -> Bookings {
        Bookings(
            database: database, now: world.now, random: world.random, links: links,
            outside: outsideCalendars(settings, database, world, links, keys),
            reminderSeconds: settings.reminderSeconds, limits: settings.bookingLimits,
            needsProof: settings.bookingNeedsProof, waitingRoomIsOn: settings.meetings.waitingRoomIsOn,
            paySeconds: payments?.holdSeconds)
    }

    private static func pages(_ settings: Settings, _ templates: Templates, _ branding: PresentBranding) -> Pages {
        Pages(
            templates: templates, assets: Assets(), practice: settings.mailFrom.name ?? "InFormat", branding: branding)
    }

    private static func storedEnds() -> StoredEnds {
        let skew = ClockSkew.mostSeconds
        return StoredEnds(bounds: [
            { tx in try tx.boundJobs() },
            { tx in try tx.boundSessions(latest: tx.now + Accounts.sessionLife.unusedSeconds + skew) },
            { tx in try tx.boundHolds(latest: tx.now + Bookings.longestHoldSeconds + skew) },
        ])
    }

    private static func payments(_ settings: Settings, _ gateway: PaymentGateway?) -> Payments? {
        guard let stripe = settings.stripe, let gateway else { return nil }
        return Payments(stripe, gateway: gateway, holdMinutes: settings.holdMinutes)
    }
}
