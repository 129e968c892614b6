extension Doctor.Finding {
    /// What can be said of a subject. The words of each stand in the catalogues, under its key.
    package enum Statement: String, CaseIterable, Sendable {
        case cause
        case set
        // Secrets.
        case linksByTokens = "links_by_tokens"
        case secretInFile = "secret_in_file"
        case secretInFileOfOne = "secret_in_file_of_one"
        case otherSecret = "other_secret"
        case factorsSealed = "factors_sealed"
        // The database and who is in it.
        case databaseMissing = "database_missing"
        case databaseDamaged = "database_damaged"
        case databaseBehind = "database_behind"
        case noAdmin = "no_admin"
        case databaseSound = "database_sound"
        case addressWithoutMails = "address_without_mails"
        case doubleAccounts = "double_accounts"
        // Payment.
        case paidLater = "paid_later"
        case webhookSecretMissing = "webhook_secret_missing"
        case moneyInPlain = "money_in_plain"
        case keyTakenLive = "key_taken_live"
        case keyTakenTest = "key_taken_test"
        case keyRefused = "key_refused"
        case ledgerAgrees = "ledger_agrees"
        case ledgerDiffers = "ledger_differs"
        case lastEvent = "last_event"
        case noEvent = "no_event"
        case refundsWait = "refunds_wait"
        case heldWithoutKey = "held_without_key"
        case notCompared = "not_compared"
        case stripeAgrees = "stripe_agrees"
        case stripeDiffers = "stripe_differs"
        // Zone rules.
        case rulesMissing = "rules_missing"
        case rules
        case rulesNotCompared = "rules_not_compared"
        case rulesNewest = "rules_newest"
        case rulesOld = "rules_old"
        case zonesUnknown = "zones_unknown"
        // Meetings.
        case waitingRoomsThere = "waiting_rooms_there"
        case waitingRoomsMissing = "waiting_rooms_missing"
        case openServer = "open_server"
        case meetJitsi = "meet_jitsi"
        case tokensOfJaaS = "tokens_of_jaas"
        case tokensOfOwn = "tokens_of_own"
        // The law.
        case textsMissing = "texts_missing"
        case withdrawalMissing = "withdrawal_missing"
        case senderMissing = "sender_missing"
        case taxMissing = "tax_missing"
        // Calendars elsewhere.
        case calendarFails = "calendar_fails"
        case calendarFailsSince = "calendar_fails_since"
        // Templates, mail and the address.
        case templatesRead = "templates_read"
        case mailsKept = "mails_kept"
        case mailServerOpen = "mail_server_open"
        case mailServerShut = "mail_server_shut"
        case publicURLLocal = "public_url_local"
        case publicURL = "public_url"
        case publicURLPlain = "public_url_plain"

        package var key: String { "finding.\(rawValue)" }
    }
}
