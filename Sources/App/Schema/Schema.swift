import Storage

/// Every table of the product, as named steps that are only ever appended to.
///
/// Text and whole numbers are the only column types; instants are UTC seconds, lengths are minutes unless their name
/// says otherwise, money is minor units beside its currency. The CHECKs carry the whole lists from the start, because
/// SQLite cannot widen them later.
package enum Schema {
    package static let migrations: [Migration] = [
        Migration(name: "001 accounts", steps: accounts),
        Migration(name: "002 availability", steps: availability),
        Migration(name: "003 bookings", steps: bookings),
        Migration(name: "004 jobs and mails", steps: jobs),
        Migration(name: "005 audit", steps: audit),
        Migration(name: "006 contention", steps: contention),
        Migration(name: "007 status beside time", steps: statusBesideTime),
        Migration(name: "008 subject before kind", steps: subjectBeforeKind),
        Migration(name: "009 payments", steps: payments),
        Migration(name: "010 webhooks", steps: webhooks),
        Migration(name: "011 stretches in the index", steps: stretchesInIndex),
        Migration(name: "012 owed", steps: owed),
        Migration(name: "013 refusals", steps: refusals),
        Migration(name: "014 servers", steps: servers),
        Migration(name: "015 lists", steps: lists),
        Migration(name: "016 used refresh tokens", steps: usedRefreshTokens),
        Migration(name: "017 accounts in their owners' hands", steps: ownedAccounts),
        Migration(name: "018 united addresses", steps: unitedAddresses),
        Migration(name: "019 vouched for", steps: vouchedFor),
        Migration(name: "020 awaits proof", steps: awaitsProof),
        Migration(name: "021 bookings per person and address", steps: bookingsPer),
        Migration(name: "022 notes of mails", steps: mailNotes),
        Migration(name: "023 queues", steps: queues),
        Migration(name: "024 receivers", steps: receivers),
        Migration(name: "025 news", steps: news),
        Migration(name: "026 audit of a booking in order", steps: auditOfBooking),
        Migration(name: "027 stretches", steps: stretches),
        Migration(name: "028 meetings", steps: meetings),
        Migration(name: linkSecretsName, steps: linkSecrets),
        Migration(name: "030 growth", steps: growth),
        Migration(name: "031 waited for bank", steps: waitedForBank),
        Migration(name: "032 browsers", steps: browsers),
        Migration(name: "033 cancelled by", steps: cancelledBy),
        Migration(name: "034 offerings", steps: offerings),
        Migration(name: "035 hand-over", steps: handOver),
        Migration(name: "036 entrances", steps: entrances),
        Migration(name: "037 feeds", steps: feeds),
        Migration(name: "038 branding", steps: branding),
        Migration(name: "039 sign-in codes", steps: signInCodes),
        Migration(name: "040 second factors", steps: secondFactors),
        Migration(name: "041 manage links", steps: manageLinks),
        Migration(name: "042 intake", steps: intake),
        Migration(name: "043 tax and withdrawal", steps: law),
        Migration(name: "044 private notes", steps: privateNotes),
        Migration(name: "045 statistics", steps: statistics),
        Migration(name: "046 API keys", steps: apiKeys),
        Migration(name: "047 the practice's zone", steps: practiceZone),
        Migration(name: "048 set-up", steps: setup),
        Migration(name: "050 why jobs wait", steps: whyJobsWait),
        Migration(name: "051 audit by action", steps: auditByAction),
        Migration(name: "052 outside calendars", steps: outsideCalendars),
        Migration(name: "053 caldav", steps: caldav),
        Migration(name: "055 clashes", steps: clashes),
        Migration(name: "054 written events", steps: writtenEvents),
    ]

    /// `Links` asks when this one was applied.
    static let linkSecretsName = "029 link secrets"
}
