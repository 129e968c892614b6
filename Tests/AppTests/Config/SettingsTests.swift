import App
import Foundation
import Testing
import Wire

@Suite("Settings")
struct SettingsTests {
    private static func read(_ environment: [String: String], file: String? = nil) async throws -> Settings {
        try Settings(from: SettingSource(environment: environment, file: file))
    }

    @Test("without any setting the defaults are those of the manual")
    func defaults() async throws {
        let settings = try await Self.read([:])
        #expect(settings.listenHost == "127.0.0.1" && settings.listenPort == 8080)
        #expect(settings.publicURL == "http://127.0.0.1:8080")
        #expect(settings.database == .sqlite(path: "data/informat.sqlite") && settings.dataFolder == "data")
        #expect(settings.mailFolder == "data/mails" && settings.smtp == nil)
        #expect(settings.jwtSecret == nil && settings.jwtSecretPrevious == nil && settings.tokenMinutes == 60)
        #expect(settings.linkSecret == nil && settings.linkSecretPrevious == nil)
        #expect(settings.adminEmail == nil && settings.adminPassword == nil)
        #expect(settings.reminderSeconds == [86_400, 3_600] && settings.currency.code == "usd")
        #expect(settings.jitsi.host == "meet.jit.si" && settings.templatesFolder == nil)
        let meetings = settings.meetings
        #expect(meetings.tokens == nil && meetings.joinLinks == .auto && meetings.linkExpirySeconds == nil)
        #expect((meetings.earlyMinutes, meetings.graceMinutes, meetings.streamsMost) == (15, 30, 5_000))
        #expect(!meetings.waitingRoomIsOn && meetings.tokenPlace == .fragment && meetings.reservationSecret == nil)
        #expect(settings.loginWays.clients == [.code, .password] && settings.loginWays.staff == [.password])
        #expect(settings.corsOrigins.isEmpty && settings.trustedProxies.isEmpty)
        #expect(settings.rateLimits && settings.drainSeconds == 0 && settings.logLevel == "info")
        #expect(settings.bookingsPerPerson == 20 && settings.bookingsPerAddress == 60 && !settings.bookingNeedsProof)
    }

    @Test("every setting is taken as it is meant")
    func taken() async throws {
        let folder = NSTemporaryDirectory()
        let settings = try await Self.read([
            "LISTEN": "[::1]:9090", "PUBLIC_URL": "https://booking.example/", "DATABASE_URL": "sqlite:/srv/x/y.sqlite",
            "DATABASE_POOL": "8", "JWT_SECRET": String(repeating: "ä", count: 16),
            "JWT_SECRET_PREVIOUS": String(repeating: "b", count: 32), "TOKEN_MINUTES": " 5 ",
            "LINK_SECRET": String(repeating: "c", count: 32), "LINK_SECRET_PREVIOUS": String(repeating: "d", count: 33),
            "ADMIN_EMAIL": " Boss@Example.COM", "ADMIN_PASSWORD": "correct horse battery",
            "SMTP_URL": "smtp://me:pass%40word@mail.example:2525", "MAIL_FROM": "\"The Practice\" <Hello@Example.com>",
            "REMINDERS": "30m, 2d,1h,30m", "TEMPLATES_DIR": folder, "CURRENCY": "EUR",
            "JITSI_URL": "https://meet.example.org/",
            "CORS_ORIGINS": "HTTPS://A.Example:443/, http://localhost:3000/ ,capacitor://localhost",
            "TRUSTED_PROXIES": "10.0.0.1, ::1, 0:0:0:0:0:0:0:2, 10.0.0.0/8", "RATE_LIMITS": "off",
            "LOG_LEVEL": "warning",
            "BOOKINGS_PER_PERSON": "3", "BOOKINGS_PER_ADDRESS": "10000", "MAIL_DAYS": "30", "AUDIT_DAYS": "36500",
            "ANSWERS_KEPT": "90d",
            "BOOKING_NEEDS_PROOF": "on",
            "DRAIN_SECONDS": "300", "MONITORING_FROM": "10.1.0.0/16,::1", "CONNECTIONS": "10",
            "CONNECTIONS_BY_ADDRESS": "3", "REQUEST_SECONDS": "7",
            "ANSWER_SECONDS": "8",
        ])
        #expect(settings.listenHost == "::1" && settings.listenPort == 9090)
        #expect(settings.publicURL == "https://booking.example")
        #expect(settings.ages.mailDays == 30 && settings.ages.auditDays == 36_500)
        #expect(settings.ages.answerDays == 90)
        #expect(settings.database == .sqlite(path: "/srv/x/y.sqlite") && settings.databasePool == 8)
        #expect(settings.dataFolder == "/srv/x" && settings.tokenMinutes == 5)
        #expect(settings.jwtSecret == String(repeating: "ä", count: 16) && settings.jwtSecretPrevious?.count == 32)
        #expect(settings.linkSecret == String(repeating: "c", count: 32) && settings.linkSecretPrevious?.count == 33)
        #expect(settings.adminEmail == "boss@example.com" && settings.adminPassword == "correct horse battery")
        #expect(settings.smtp?.host == "mail.example" && settings.smtp?.credentials?.password == "pass@word")
        #expect(settings.mailFrom == Mailbox(name: "The Practice", address: "hello@example.com"))
        #expect(settings.reminderSeconds == [172_800, 3_600, 1_800] && settings.templatesFolder == folder)
        #expect(settings.currency.code == "eur" && settings.jitsi.host == "meet.example.org")
        #expect(settings.corsOrigins == ["https://a.example", "http://localhost:3000", "capacitor://localhost"])
        #expect(settings.trustedProxies.map(String.init(describing:)) == ["10.0.0.1", "::1", "::2", "10.0.0.0/8"])
        #expect(settings.monitoringFrom.map(\.description) == ["10.1.0.0/16", "::1"])
        let limits = settings.connectionLimits
        #expect((limits.all, limits.byAddress, limits.requestSeconds, limits.answerSeconds) == (10, 3, 7, 8))
        #expect(!settings.rateLimits && settings.drainSeconds == 300 && settings.logLevel == "warning")
        #expect(settings.bookingsPerPerson == 3 && settings.bookingsPerAddress == 10_000 && settings.bookingNeedsProof)
    }

    @Test("a port without a host listens everywhere, and links still name a host")
    func everywhere() async throws {
        let settings = try await Self.read(["LISTEN": ":8081"])
        #expect(settings.listenHost == "0.0.0.0" && settings.listenPort == 8081)
        #expect(settings.publicURL == "http://127.0.0.1:8081")
        #expect(try await Self.read(["LISTEN": "0.0.0.0:1", "REMINDERS": "none"]).reminderSeconds.isEmpty)
    }

    private static let s3cret = "s3cret-and-long-enough-to-be-seen"

    private static let bad: [(String, String)] = [
        ("LISTEN", "8080"), ("LISTEN", "127.0.0.1:65536"), ("LISTEN", "127.0.0.1:http"), ("LISTEN", "127.0.0.1:-1"),
        ("PUBLIC_URL", "booking.example"), ("PUBLIC_URL", "ftp://booking.example"), ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://booking.example/path"), ("PUBLIC_URL", "https://booking.example?x=1"),
        ("PUBLIC_URL", "https://me:\(s3cret)@booking.example"), ("PUBLIC_URL", "https://booking.example#x"),
        ("DATABASE_URL", "mysql://me:\(s3cret)@db.example/informat"), ("DATABASE_URL", "sqlite:"),
        ("DATABASE_URL", "postgres:me:\(s3cret)"), ("DATABASE_STATEMENTS", "some"),
        ("DATABASE_URL", "data/informat.sqlite"), ("DATABASE_POOL", "0"), ("DATABASE_POOL", "201"),
        ("DATABASE_POOL", "many"), ("JWT_SECRET", "s3cret-31-bytes-long-1234567890"), ("JWT_SECRET_PREVIOUS", "s3cret"),
        ("LINK_SECRET", "s3cret"), ("LINK_SECRET_PREVIOUS", "s3cret"),
        ("TOKEN_MINUTES", "0"), ("TOKEN_MINUTES", "1441"), ("TOKEN_MINUTES", "1.5"), ("TOKEN_MINUTES", "an hour"),
        ("ADMIN_EMAIL", "nobody"), ("ADMIN_EMAIL", "a@b@c"), ("ADMIN_PASSWORD", "s3cret"),
        ("ADMIN_PASSWORD", "qwertyuiop"), ("SMTP_URL", "mail.example:587"), ("SMTP_URL", "http://mail.example"),
        ("SMTP_URL", "smtp://me:\(s3cret)@"), ("SMTP_URL", "smtps://me:\(s3cret)@mail.example?tls=never"),
        ("SMTP_URL", "smtp://:\(s3cret)@mail.example"), ("SMTP_URL", "smtp://me:s3cret%0Aquit@mail.example"),
        ("MAIL_FROM", "Practice"), ("MAIL_FROM", "Practice <hello>"), ("MAIL_FROM", "a@b.c, d@e.f"),
        ("MAIL_FROM", "Two\nLines <a@b.c>"), ("REMINDERS", "24"), ("REMINDERS", "0h"), ("REMINDERS", "h"),
        ("REMINDERS", "31d"), ("REMINDERS", "1h,2h,3h,4h,5h,6h"), ("REMINDERS", "-1h"), ("REMINDERS", "1h 2h"),
        ("TEMPLATES_DIR", "/nowhere/at/all"), ("TEMPLATES_DIR", "/etc/passwd"), ("CURRENCY", "xyz"),
        ("CURRENCY", "dollars"), ("JITSI_URL", "meet.jit.si"), ("JITSI_URL", "https://me:\(s3cret)@meet.example"),
        ("JITSI_URL", "https://meet.example/?a"), ("CORS_ORIGINS", "*"), ("CORS_ORIGINS", "https://bücher.example"),
        ("MONITORING_FROM", "inside"),
        ("MONITORING_FROM", "10.0.0.1/8"), ("CORS_ORIGINS", "https://a.example/app"),
        ("CORS_ORIGINS", "https://a.example,b.example"), ("CORS_ORIGINS", "https://me:\(s3cret)@a.example"),
        ("TRUSTED_PROXIES", "proxy.example"), ("TRUSTED_PROXIES", "10.0.0.1/8"), ("TRUSTED_PROXIES", "abc"),
        ("TRUSTED_PROXIES", "1.2.3"), ("TRUSTED_PROXIES", "0.0.0.0/0"), ("TRUSTED_PROXIES", "::/0"),
        ("TRUSTED_PROXIES", "10.0.0.1:80"), ("TRUSTED_PROXIES", "10.0.0.1,256.0.0.1"), ("RATE_LIMITS", "yes"),
        ("BOOKINGS_PER_PERSON", "0"), ("BOOKING_NEEDS_PROOF", "yes"), ("MAIL_DAYS", "29"), ("AUDIT_DAYS", "for ever"),
        ("ANSWERS_KEPT", "90"), ("ANSWERS_KEPT", "0d"), ("ANSWERS_KEPT", "36501d"), ("ANSWERS_KEPT", "on"),
        ("RATE_LIMITS", "OFF"), ("CONNECTIONS", "0"), ("CONNECTIONS_BY_ADDRESS", "many"), ("REQUEST_SECONDS", "601"),
        ("ANSWER_SECONDS", "0"), ("DRAIN_SECONDS", "-1"), ("DRAIN_SECONDS", "301"), ("DRAIN_SECONDS", "1.5"),
        ("DRAIN_SECONDS", "2s"), ("LOG_LEVEL", "loud"), ("LOG_LEVEL", "INFO"),
        ("STRIPE_SECRET_KEY", s3cret), ("STRIPE_WEBHOOK_SECRET", s3cret), ("STRIPE_PUBLISHABLE_KEY", s3cret),
        ("STRIPE_API_URL", "https://stripe.example"), ("STRIPE_JS_URL", "https://stripe.example"),
        ("JITSI_APP_ID", "app"), ("JITSI_APP_SECRET", s3cret), ("JITSI_PRIVATE_KEY_FILE", "/key.pem"),
        ("JITSI_KEY_ID", "k1"), ("JITSI_SUBJECT", "meet.jitsi"), ("JITSI_TOKEN_IN", "query"),
        ("JAAS_APP_ID", "vpaas"), ("JAAS_KEY_ID", "vpaas/1"), ("JAAS_PRIVATE_KEY_FILE", "/key.pem"),
        ("JOIN_LINKS", "on"), ("LINK_EXPIRY", "2"), ("LINK_EXPIRY", "0h"), ("LINK_EXPIRY", "366d"),
        ("WAITING_ROOM", "off"), ("JITSI_EARLY_MINUTES", "-1"), ("MEETING_GRACE_MINUTES", "1441"),
        ("STREAMS_MOST", "0"), ("JITSI_RESERVATION_SECRET", s3cret), ("TZ", "Europe/Berlinn"),
        ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3"),
        ("TZ", "../../etc/passwd"), ("TZ", "GMT+5"), ("TZ", "/nowhere/at/all"), ("TZ", ":"),
    ]

    @Test("a bad value stops the start with a sentence that names its setting and shows no secret", arguments: bad)
    func refused(name: String, value: String) async throws {
        var environment = [name: value]
        if name == "SMTP_URL" { environment["MAIL_FROM"] = "a@b.c" }
        let error = await #expect(throws: SettingError.self) { try await Self.read(environment) }
        #expect(error?.name == name)
        let text = error?.description ?? ""
        #expect(text.hasPrefix("\(name): ") && text.hasSuffix(".") && text.count > name.count + 10, "\(text)")
        #expect(!text.contains("s3cret") && !text.contains("qwertyuiop"), "\(text)")
        #expect(!text.contains("SMTPSettingError") && !text.contains("sentence:"), "\(text)")
    }

    @Test("the keys of Stripe come together and of one mode, and none is ever shown")
    func stripe() async throws {
        let keys = ["STRIPE_SECRET_KEY": "sk_test_abc", "STRIPE_PUBLISHABLE_KEY": "pk_test_abc"]
        let stripe = try #require(try await Self.read(keys).stripe)
        #expect(stripe.secretKey.value == "sk_test_abc" && !stripe.isLive && stripe.webhookSecret == nil)
        #expect(stripe.apiURL == "https://api.stripe.com" && stripe.jsURL == "https://js.stripe.com/v3/")
        var text = ""
        dump(stripe, to: &text)
        #expect(!(text + "\(stripe)" + String(reflecting: stripe)).contains("sk_test"))
        let wrong: [(String, String)] = [
            ("STRIPE_SECRET_KEY", "pk_test_abc"), ("STRIPE_SECRET_KEY", "sk_prod_abc"),
            ("STRIPE_SECRET_KEY", "sk_test_a b"), ("STRIPE_PUBLISHABLE_KEY", "sk_test_abc"),
            ("STRIPE_PUBLISHABLE_KEY", "pk_live_abc"), ("STRIPE_PUBLISHABLE_KEY", ""),
            ("STRIPE_WEBHOOK_SECRET", "abc"), ("STRIPE_WEBHOOK_SECRET", "whsec_short"),
            ("STRIPE_API_URL", "ftp://a.example"), ("STRIPE_API_URL", "https://a.example/v1"),
            ("STRIPE_JS_URL", "js.stripe.com"),
        ]
        for (name, value) in wrong {
            let error = await #expect(throws: SettingError.self) {
                try await Self.read(keys.merging([name: value]) { _, own in own })
            }
            #expect(error?.name == name && error?.description.contains("sk_") == name.contains("SECRET_KEY"))
        }
        let whole = try await Self.read(
            keys.merging(["STRIPE_WEBHOOK_SECRET": "whsec_0123456789", "HOLD_MINUTES": "30"]) { _, own in own })
        #expect(whole.stripe?.webhookSecret == Secret("whsec_0123456789") && whole.holdMinutes == 30)
        for minutes in ["0", "1441", "x"] {
            let error = await #expect(throws: SettingError.self) { try await Self.read(["HOLD_MINUTES": minutes]) }
            #expect(error?.name == "HOLD_MINUTES")
        }
    }

    @Test("SMTP_URL without MAIL_FROM contradicts itself")
    func contradiction() async throws {
        let error = await #expect(throws: SettingError.self) {
            try await Self.read(["SMTP_URL": "smtp://mail.example"])
        }
        #expect(error?.name == "MAIL_FROM")
    }

    @Test("the environment wins over the file, and empty is absent")
    func file() async throws {
        let file = NSTemporaryDirectory() + "informat-\(UUID().uuidString).env"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = "# a comment\nTOKEN_MINUTES=5\nCURRENCY=eur\nMAIL_FROM=The Practice <a@b.c>\nLOG_LEVEL=\n"
        try Data(text.utf8).write(to: URL(filePath: file))
        let settings = try await Self.read(["TOKEN_MINUTES": "7", "RATE_LIMITS": "  "], file: file)
        #expect(settings.tokenMinutes == 7 && settings.currency.code == "eur" && settings.rateLimits)
        #expect(settings.mailFrom == Mailbox(name: "The Practice", address: "a@b.c") && settings.logLevel == "info")
        let error = await #expect(throws: SettingError.self) { try await Self.read(["TOKEN_MINUTES": "x"], file: file) }
        #expect(error?.name == "TOKEN_MINUTES")
    }

    @Test("a file that somebody named must be there; the usual one need not")
    func missing() async throws {
        let file = NSTemporaryDirectory() + "informat-\(UUID().uuidString).env"
        #expect(try await Self.read([:], file: file).tokenMinutes == 60)
        let error = #expect(throws: SettingError.self) {
            try SettingSource(environment: [:], file: file, required: true)
        }
        #expect(error?.description.contains(file) == true)
    }
}
