import Domain
import Foundation
import Jitsi
import Wire

/// Everything that can be set from outside, read and checked once at the start.
///
/// Names and defaults are those of docs/SETTINGS.md; a value that is missing, malformed or contradicts another stops
/// the start with a `SettingError` that names it.
package struct Settings: Sendable {
    package var listenHost = "127.0.0.1"
    package var listenPort = 8080
    package var publicURL = "http://127.0.0.1:8080"
    package var database = DatabaseURL.sqlite(path: "data/informat.sqlite")
    /// Connections that are open at once; nil for what suits the engine.
    package var databasePool: Int?
    /// Whether statements are kept under names on each connection to PostgreSQL.
    package var databaseKeepsStatements = true
    /// UTF-8 bytes of `JWT_SECRET`; nil until one is made and kept in the data folder.
    package var jwtSecret: String?
    package var jwtSecretPrevious: String?
    /// What links are derived from; nil for the data folder's, or `jwtSecret`.
    package var linkSecret: String?
    package var linkSecretPrevious: String?
    package var tokenMinutes = 60
    /// Whether admins and hosts must have a second factor.
    package var staffNeedsSecondFactor = false
    package var adminEmail: String?
    package var adminPassword: String?
    package var loginWays = LoginWays()
    package var smtp: SMTPServer?
    /// How many mails are on their way to the mail server at once, each over a connection that is kept.
    package var smtpConnections = 4
    package var mailFrom = Mailbox(name: "InFormat", address: "informat@localhost")
    /// How long before the start reminders go out, in seconds, longest first.
    package var reminderSeconds: [Int] = [86_400, 3_600]
    package var templatesFolder: String?
    package var currency: Currency
    package var jitsi: JitsiServer
    package var meetings = MeetingSettings()
    /// Nil where the practice does not charge online.
    package var stripe: StripeSettings?
    /// How long a booking owns its time while its payment is awaited.
    package var holdMinutes = 15
    /// Whether webhooks may lead to machines of the server's own network.
    package var webhooksToPrivateNetwork = false
    /// The same of calendars elsewhere; then they may be asked without encryption too.
    package var calendarsToPrivateNetwork = false
    package var corsOrigins: [String] = []
    package var trustedProxies: [IPNetwork] = []
    /// Who may read metrics and the whole state, besides the machine itself.
    package var monitoringFrom: [IPNetwork] = []
    package var connectionLimits = ConnectionLimits()
    package var rateLimits = true
    /// Coming bookings of one person, and new ones in a day from one network address.
    package var bookingsPerPerson = 20
    package var bookingsPerAddress = 60
    /// Whether a booking is firm only once its client's address is proved.
    package var bookingNeedsProof = false
    package var ages = Ages()
    /// How long the server goes on after the signal to stop, so that a balancer notices first; in seconds.
    package var drainSeconds = 0
    package var logLevel = "info"
    /// The zone of people who name none.
    package var standardZone = ServerZone.ofSystem()

    /// The folder in which the secret, unsent mails and the SQLite file live.
    package var dataFolder: String {
        guard let path = database.path else { return "data" }
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Where unsent mails are kept as .eml files while no mail server is set.
    package var mailFolder: String { dataFolder + "/mails" }

    package init() throws {
        currency = try Currency("usd")
        jitsi = try JitsiServer(url: "https://meet.jit.si")
    }
}
