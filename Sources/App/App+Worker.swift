import Foundation
import Logging
import Storage

/// The rooms that have work which is not done while somebody waits, and the worker that does it; made once, by App.
struct WorkerWiring: Sendable {
    let accounts: Accounts
    /// With the payment company as jobs reach it.
    let settlement: Settlement
    let meetings: Meetings
    let mails: Mails
    let webhooks: Webhooks
    let statistics: Statistics

    func worker(_ settings: Settings, in world: World, _ logger: Logger) -> Worker {
        let database = accounts.database
        let housekeeping = Housekeeping(
            now: world.now, sweeps: Self.sweeps(settings.ages), chores: [statistics.countPart], database: database)
        let bookings = settlement.bookings
        var handlers: [Job.Kind: Worker.Handler] = [
            .mail: mails.run, .remind: Reminder(bookings: bookings).run, .housekeeping: housekeeping.run,
            .webhook: webhooks.run, .forgotPassword: accounts.sendResetLink,
            .uniteAddresses: accounts.uniteAddresses,
        ]
        handlers[.proof] = bookings.endWaitForProof
        handlers[.waiting] = meetings.tellHost
        handlers[.calendar] = bookings.outside.run
        handlers[.calendarWrite] = bookings.outside.write
        handlers[.calendarFill] = bookings.outside.fill
        handlers.merge(PaymentJobs.handlers(settlement)) { _, new in new }
        var worker = Worker(
            database: database, handlers: handlers, places: [.mail: Mailer.lettersAtOnce(settings)], now: world.now,
            chance: world.chance, logger: logger)
        worker.renewal = world.renewal
        return worker
    }

    /// What is forgotten, and at which age; docs/OPERATIONS.md has the same on one page.
    private static func sweeps(_ ages: Ages) -> [Housekeeping.Sweep] {
        let answers = ages.answerDays.map { days -> Housekeeping.Sweep in
            // By hundreds: each may have pages of text.
            { tx, most in try tx.forgetOldAnswers(before: tx.now - Double(days) * Ages.day, limit: most / 10) }
        }
        let aged: [Housekeeping.Sweep] = [
            { tx, most in try tx.deleteOldKeys(before: tx.now - Ages.day, limit: most) },
            { tx, most in try tx.deleteOldAttempts(before: tx.now, limit: most) },
            { tx, most in try tx.deleteOldSignInCodes(before: tx.now - Ages.day, limit: most) },
            { tx, most in try tx.deleteOldSessions(before: tx.now, limit: most) },
            { tx, most in try tx.deleteUsedRefreshTokens(before: tx.now - Accounts.usedTokenSeconds, limit: most) },
            { tx, most in try tx.deleteTakenTime(before: tx.now - Calendars.pastSeconds, limit: most) },
            { tx, most in try tx.deleteOldClashes(before: tx.now - Ages.day, limit: most) },
            { tx, most in try tx.deleteOldWrittenEvents(before: tx.now - Calendars.pastSeconds, limit: most) },
            { tx, most in try tx.deleteOldStripeEvents(before: tx.now - 30 * Ages.day, limit: most) },
            { tx, most in try tx.deleteOldWebhookDeliveries(before: tx.now - 30 * Ages.day, limit: most) },
            { tx, most in try tx.deleteOldMails(before: tx.now - Double(ages.mailDays) * Ages.day, limit: most) },
            // By hundreds: each has a row elsewhere too.
            { tx, most in
                try tx.deleteOldParticipants(before: tx.now - Ages.participantDays * Ages.day, limit: most / 10)
            },
            { tx, most in try tx.deleteOldAudit(before: tx.now - Double(ages.auditDays) * Ages.day, limit: most) },
        ]
        return aged + [answers].compactMap(\.self)
    }
}
