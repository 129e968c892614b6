import Domain
import Foundation
import Logging
import Wire

extension Settings {
    /// Reads every setting; throws `SettingError` at the first that is wrong.
    package init(from source: SettingSource) throws {
        try self.init()
        try readAddresses(source)
        try readDatabase(source)
        try readAccounts(source)
        try readLoginWays(source)
        try readMail(source)
        try readPractice(source)
        try readMeetings(source)
        try readServer(source)
        try readConnections(source)
        if let zone = source.text("TZ") { standardZone = try ServerZone.named(zone) }
    }

    private mutating func readAddresses(_ source: SettingSource) throws {
        if let listen = source.text("LISTEN") {
            guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
                (0...65_535).contains(port)
            else { throw SettingError("LISTEN", "It is not of the form 127.0.0.1:8080.") }
            let host = listen[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
            listenHost = host.isEmpty ? "0.0.0.0" : host
            listenPort = port
            publicURL = "http://" + (host.isEmpty ? "127.0.0.1:\(port)" : listen)
        }
        if let text = source.text("PUBLIC_URL") {
            publicURL = try Self.origin(text, of: "PUBLIC_URL")
        }
    }

    private mutating func readDatabase(_ source: SettingSource) throws {
        if let url = source.text("DATABASE_URL") { database = try DatabaseURL(url, of: "DATABASE_URL") }
        databasePool = try source.number("DATABASE_POOL", 1...200)
        databaseKeepsStatements =
            try source.isFirst("DATABASE_STATEMENTS", of: "named", "unnamed") ?? databaseKeepsStatements
    }

    private mutating func readAccounts(_ source: SettingSource) throws {
        jwtSecret = try Self.secret("JWT_SECRET", source)
        jwtSecretPrevious = try Self.secret("JWT_SECRET_PREVIOUS", source)
        linkSecret = try Self.secret("LINK_SECRET", source)
        linkSecretPrevious = try Self.secret("LINK_SECRET_PREVIOUS", source)
        staffNeedsSecondFactor =
            try source.isFirst("STAFF_TOTP", of: "required", "off") ?? staffNeedsSecondFactor
        tokenMinutes = try source.number("TOKEN_MINUTES", 1...1_440) ?? tokenMinutes
        if let email = source.text("ADMIN_EMAIL") {
            guard let normalised = try? EmailAddress.normalised(email) else {  // try? is fine: the sentence below tells
                throw SettingError("ADMIN_EMAIL", "It is not an e-mail address.")
            }
            adminEmail = normalised
        }
        if let password = source.text("ADMIN_PASSWORD") {
            do {
                try Password.check(password, common: CommonPasswords.all)
                if let adminEmail { try Password.check(password, isNotOf: adminEmail) }
            } catch {
                throw SettingError(
                    "ADMIN_PASSWORD",
                    """
                    It needs 10 characters or more, at most 1,024 bytes, and must not be a common password, one \
                    character repeated or the address.
                    """)
            }
            adminPassword = password
        }
    }

    private mutating func readMail(_ source: SettingSource) throws {
        if let url = source.text("SMTP_URL") {
            do { smtp = try SMTPServer(url: url) } catch { throw SettingError("SMTP_URL", "\(error)") }
            guard source.text("MAIL_FROM") != nil else {
                throw SettingError(
                    "MAIL_FROM", "It is needed with SMTP_URL, for example “Practice <hello@example.com>”.")
            }
        }
        smtpConnections = try source.number("SMTP_CONNECTIONS", 1...50) ?? smtpConnections
        if let text = source.text("MAIL_FROM") { mailFrom = try Self.mailbox(text) }
        if let text = source.text("REMINDERS") { reminderSeconds = try Self.reminders(text) }
        if let folder = source.text("TEMPLATES_DIR") {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw SettingError("TEMPLATES_DIR", "There is no such folder.")
            }
            templatesFolder = folder
        }
    }

    private mutating func readPractice(_ source: SettingSource) throws {
        if let text = source.text("CURRENCY") {
            do { currency = try Currency(text) } catch {
                throw SettingError("CURRENCY", "It is not a currency of ISO 4217, such as usd or eur.")
            }
        }
        stripe = try Self.stripe(source)
        holdMinutes = try source.number("HOLD_MINUTES", 1...1_440) ?? holdMinutes
        bookingsPerPerson = try source.number("BOOKINGS_PER_PERSON", 1...10_000) ?? bookingsPerPerson
        bookingsPerAddress = try source.number("BOOKINGS_PER_ADDRESS", 1...10_000) ?? bookingsPerAddress
        ages.mailDays = try source.number("MAIL_DAYS", Ages.days) ?? ages.mailDays
        if let text = source.text("ANSWERS_KEPT") { ages.answerDays = try Self.answerDays(text) }
        ages.auditDays = try source.number("AUDIT_DAYS", Ages.days) ?? ages.auditDays
        bookingNeedsProof = try source.isFirst("BOOKING_NEEDS_PROOF", of: "on", "off") ?? bookingNeedsProof
    }

    private mutating func readConnections(_ source: SettingSource) throws {
        var limits = ConnectionLimits()
        limits.all = try source.number("CONNECTIONS", 1...100_000) ?? limits.all
        limits.byAddress = try source.number("CONNECTIONS_BY_ADDRESS", 1...100_000) ?? limits.byAddress
        limits.requestSeconds = try source.number("REQUEST_SECONDS", 1...600) ?? limits.requestSeconds
        limits.answerSeconds = try source.number("ANSWER_SECONDS", 1...3_600) ?? limits.answerSeconds
        connectionLimits = limits
    }

    private mutating func readServer(_ source: SettingSource) throws {
        corsOrigins = try Self.list("CORS_ORIGINS", source).map { try Self.webOrigin($0) }
        monitoringFrom = try Self.networks("MONITORING_FROM", source)
        trustedProxies = try Self.networks("TRUSTED_PROXIES", source)
        if trustedProxies.contains(where: \.isEverything) {
            throw SettingError("TRUSTED_PROXIES", "It would believe everybody, and no limit would hold.")
        }
        webhooksToPrivateNetwork =
            try source.isFirst("WEBHOOKS_TO_PRIVATE_NETWORK", of: "on", "off") ?? webhooksToPrivateNetwork
        calendarsToPrivateNetwork =
            try source.isFirst("CALENDARS_TO_PRIVATE_NETWORK", of: "on", "off") ?? calendarsToPrivateNetwork
        rateLimits = try source.isFirst("RATE_LIMITS", of: "on", "off") ?? rateLimits
        drainSeconds = try source.number("DRAIN_SECONDS", 0...300) ?? drainSeconds
        if let text = source.text("LOG_LEVEL") {
            guard Logger.Level(rawValue: text) != nil else {
                let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw SettingError("LOG_LEVEL", "It is one of \(levels).")
            }
            logLevel = text
        }
    }
}
