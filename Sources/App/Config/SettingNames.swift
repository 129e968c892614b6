/// Every setting there is, so that a misspelt one is told from one that is meant.
///
/// A setting that is read and not listed stops the program; a test holds the list against the sources and the manual.
enum SettingNames {
    static let all = listed.split(separator: "\n").map(String.init)

    private static let known = Set(all)

    private static let listed = """
        ADMIN_EMAIL
        ADMIN_PASSWORD
        ANSWERS_KEPT
        ANSWER_SECONDS
        AUDIT_DAYS
        BOOKINGS_PER_ADDRESS
        BOOKINGS_PER_PERSON
        BOOKING_NEEDS_PROOF
        CALENDARS_TO_PRIVATE_NETWORK
        CLIENT_LOGIN
        CONNECTIONS
        CONNECTIONS_BY_ADDRESS
        CORS_ORIGINS
        CURRENCY
        DATABASE_POOL
        DATABASE_STATEMENTS
        DATABASE_URL
        DRAIN_SECONDS
        HOLD_MINUTES
        JAAS_APP_ID
        JAAS_KEY_ID
        JAAS_PRIVATE_KEY_FILE
        JITSI_APP_ID
        JITSI_APP_SECRET
        JITSI_EARLY_MINUTES
        JITSI_KEY_ID
        JITSI_PRIVATE_KEY_FILE
        JITSI_RESERVATION_SECRET
        JITSI_SUBJECT
        JITSI_TOKEN_IN
        JITSI_URL
        JOIN_LINKS
        JWT_SECRET
        JWT_SECRET_PREVIOUS
        LINK_EXPIRY
        LINK_SECRET
        LINK_SECRET_PREVIOUS
        LISTEN
        LOG_LEVEL
        MAIL_DAYS
        MAIL_FROM
        MEETING_GRACE_MINUTES
        MONITORING_FROM
        PUBLIC_URL
        RATE_LIMITS
        REMINDERS
        REQUEST_SECONDS
        SMTP_CONNECTIONS
        SMTP_URL
        STAFF_LOGIN
        STAFF_TOTP
        STREAMS_MOST
        STRIPE_API_URL
        STRIPE_JS_URL
        STRIPE_PUBLISHABLE_KEY
        STRIPE_SECRET_KEY
        STRIPE_WEBHOOK_SECRET
        TEMPLATES_DIR
        TOKEN_MINUTES
        TRUSTED_PROXIES
        TZ
        WAITING_ROOM
        WEBHOOKS_TO_PRIVATE_NETWORK
        """

    static func contains(_ name: String) -> Bool { known.contains(name) }

    /// The setting that somebody meant who wrote `name`: the nearest, where a few letters differ at most.
    static func nearest(to name: String) -> String? {
        guard name.utf8.count <= longestName else { return nil }
        let written = plain(name)
        let nearest = all.map { (name: $0, steps: steps(from: written, to: plain($0))) }.min { $0.steps < $1.steps }
        guard let nearest, nearest.steps <= max(1, written.count / 4) else { return nil }
        return nearest.name
    }

    /// No setting is nearly so long; what is longer is something else.
    private static let longestName = 64

    /// Without what people leave out or write otherwise: small letters, and what stands between two words.
    private static func plain(_ name: String) -> [UInt8] {
        name.uppercased().utf8.filter { ![UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains($0) }
    }

    /// How many letters are to be written, left out, changed, or swapped with their neighbour.
    private static func steps(from left: [UInt8], to right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var next = [row + 1]
            for (column, other) in right.enumerated() {
                var fewest = min(last[column + 1] + 1, next[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    fewest = min(fewest, beforeLast[column - 1] + 1)
                }
                next.append(fewest)
            }
            (beforeLast, last) = (last, next)
        }
        return last[right.count]
    }
}
