import HTTPTypes
import Hummingbird

/// Every URL of the server, but for the pages, which stand in `Site`.
struct Routes {
    let account: AccountRoutes
    let users: UserRoutes
    let security: SecurityRoutes
    let factors: SecondFactorRoutes
    let keys: KeyRoutes
    let person: PersonRoutes
    let services: ServiceRoutes
    let hours: HoursRoutes
    let explain: ExplainRoutes
    let timeOff: TimeOffRoutes
    let calendars: CalendarRoutes
    let checkout: CheckoutRoutes
    let bookings: BookingRoutes
    let staff: StaffRoutes
    let money: MoneyRoutes
    let history: HistoryRoutes
    let export: BookingExportRoutes
    let meetings: MeetingRoutes
    let entrances: EntranceRoutes
    let participants: ParticipantRoutes
    let lobby: LobbyRoutes
    let jitsi: JitsiRoutes
    let reservations: ReservationRoutes
    let feeds: FeedRoutes
    let branding: BrandingRoutes
    let mails: MailRoutes
    let webhooks: WebhookRoutes
    let failures: FailureRoutes
    let check: CheckRoutes
    let audit: AuditRoutes
    let statistics: StatisticsRoutes
    let health: HealthRoutes
    let stripe: StripeWebhookRoutes
    let receipts: ReceiptPages
    let documents: DocumentRoutes
    let signIn: SignIn
    let secondFactorFirst: SecondFactorFirst

    func add(to router: Router<AppContext>) {
        let queryNames = QueryNames(known: Self.queryNames)
        addDocuments(to: router)
        addOpen(to: router.group("").add(middleware: queryNames))
        // Who has no token is told that first.
        addSecuring(
            to: router.group("").add(middleware: signIn).add(middleware: queryNames)
                .group(context: SignedInContext.self))
        let signedIn = router.group("").add(middleware: signIn).add(middleware: secondFactorFirst)
            .add(middleware: queryNames).group(context: SignedInContext.self)
        addPersonal(to: signedIn)
        addHost(to: signedIn.group(context: HostContext.self))
        addAdmin(to: signedIn.group(context: AdminContext.self))
    }

    /// For everybody, and beside the API.
    private func addDocuments(to router: some RouterMethods<AppContext>) {
        router.get("/style.css", use: documents.style)
        router.get("/favicon.ico", use: documents.icon)
        router.get("/assets/:name", use: documents.asset)
        router.get("/docs", use: documents.page)
        router.get("/docs/:name", use: documents.guide)
        router.get("/docs/diagrams/:name", use: documents.diagram)
        router.get("/openapi.yaml", use: documents.yaml)
        router.get("/openapi.json", use: documents.json)
        router.get("/health", use: health.health)
        router.get("/health/live", use: health.live)
        router.get("/health/ready", use: health.ready)
        router.get("/metrics", use: health.metrics)
    }

    /// For everybody.
    private func addOpen(to router: some RouterMethods<AppContext>) {
        router.post("/api/auth/register", use: account.register)
        router.post("/api/auth/login", use: account.login)
        router.post("/api/auth/code", use: account.askForCode)
        router.post("/api/auth/code/verify", use: account.verifyCode)
        router.post("/api/auth/refresh", use: account.refresh)
        router.post("/api/auth/forgot-password", use: account.forgotPassword)
        router.post("/api/auth/reset-password", use: account.resetPassword)
        router.post("/api/auth/verify-email", use: account.verifyEmail)
        router.post("/api/webhooks/stripe", use: stripe.take)
        router.get("/jitsi/jwks.json", use: jitsi.keys)
        router.post("/reservations/:secret/conference", use: reservations.open)
        router.get("/reservations/:secret/conference/:id", use: reservations.show)
        router.delete("/reservations/:secret/conference/:id", use: reservations.close)
        router.get("/api/services", use: services.list)
        router.get("/api/services/:id/slots", use: services.slots)
        router.get("/feeds/{opaque}.ics", use: feeds.show)
        router.get("/jitsi/branding", use: branding.jitsi)
    }

    /// For whoever is signed in, also for staff who have no second factor yet and must: the way to one, and out.
    private func addSecuring(to router: some RouterMethods<SignedInContext>) {
        router.post("/api/auth/logout", use: account.logout)
        router.post("/api/users/me/verify-email", use: users.askForProof)
        router.post("/api/users/me/email", use: security.changeEmail)
        router.get("/api/users/me/totp", use: factors.show)
        router.post("/api/users/me/totp", use: factors.begin)
        router.delete("/api/users/me/totp", use: factors.remove)
        router.post("/api/users/me/totp/confirm", use: factors.confirm)
        router.post("/api/users/me/totp/recovery-codes", use: factors.renewCodes)
    }

    /// For whoever is signed in.
    private func addPersonal(to router: some RouterMethods<SignedInContext>) {
        router.get("/api/users/me", use: users.me)
        router.patch("/api/users/me", use: users.changeMe)
        router.delete("/api/users/me", use: person.leave)
        router.get("/api/users/me/export", use: person.export)
        router.get("/api/users/me/feed", use: feeds.address)
        router.post("/api/users/me/feed/rotate", use: feeds.renew)
        router.post("/api/users/me/password", use: security.changePassword)
        router.get("/api/users/me/sessions", use: security.sessions)
        router.delete("/api/users/me/sessions/:id", use: security.endSession)
        router.get("/api/users/me/keys", use: keys.list)
        router.post("/api/users/me/keys", use: keys.make)
        router.delete("/api/users/me/keys/:id", use: keys.end)
        router.post("/api/bookings", use: checkout.book)
        router.get("/api/bookings", use: bookings.list)
        router.get("/api/bookings/:id", use: checkout.show)
        router.post("/api/bookings/:id/cancel", use: bookings.cancel)
        router.post("/api/bookings/:id/withdraw", use: bookings.withdraw)
        router.post("/api/bookings/:id/reschedule", use: bookings.reschedule)
        router.get("/api/bookings/:id/slots", use: bookings.destinations)
        router.post("/api/bookings/:id/revoke-manage-link", use: bookings.revokeManageLink)
        router.get("/api/bookings/:id/calendar.ics", use: bookings.calendar)
        router.get("/api/bookings/:id/participants", use: participants.list)
        router.post("/api/bookings/:id/participants", use: participants.invite)
        router.patch("/api/bookings/:id/participants/:participant", use: participants.change)
        router.delete("/api/bookings/:id/participants/:participant", use: participants.remove)
        router.get("/api/bookings/:id/receipt", use: receipts.show)
        router.get("/api/meetings/:id/link", use: meetings.link)
        router.post("/api/bookings/:id/participants/:participant/revoke-link", use: entrances.revoke)
        // Its host's and admins' alone, which the meeting itself tells.
        router.get("/api/meetings/:id", use: lobby.show)
        router.post("/api/meetings/:id/open", use: lobby.open)
        router.post("/api/meetings/:id/close", use: lobby.close)
        router.post("/api/meetings/:id/admit", use: lobby.admit)
        router.post("/api/meetings/:id/late", use: lobby.late)
    }

    /// For people who give consultations: their own.
    private func addHost(to router: some RouterMethods<HostContext>) {
        router.get("/api/host/bookings", use: staff.listHosted)
        router.post("/api/host/bookings", use: staff.bookForHosted)
        router.get("/api/host/bookings.csv", use: export.csvHosted)
        router.patch("/api/host/bookings/:id", use: staff.changeHosted)
        router.get("/api/host/bookings/:id/history", use: history.showHosted)
        router.post("/api/host/bookings/:id/cancel", use: staff.cancelHosted)
        router.post("/api/host/bookings/:id/reschedule", use: staff.rescheduleHosted)
        router.post("/api/host/bookings/:id/complete", use: staff.completeHosted)
        router.post("/api/host/bookings/:id/no-show", use: staff.noShowHosted)
        router.post("/api/host/bookings/:id/clash/keep", use: staff.keepHosted)
        router.get("/api/host/services/:id/explain", use: explain.explainOwn)
        router.get("/api/host/working-hours", use: hours.ownHours)
        router.put("/api/host/working-hours", use: hours.setOwnHours)
        router.get("/api/host/overrides", use: hours.ownOverrides)
        router.put("/api/host/overrides/:date", use: timeOff.setOwnOverride)
        router.delete("/api/host/overrides/:date", use: hours.deleteOwnOverride)
        router.post("/api/host/time-off", use: timeOff.takeOwn)
        router.get("/api/host/calendars", use: calendars.listOwn)
        router.post("/api/host/calendars", use: calendars.addOwn)
        router.post("/api/host/calendars/discover", use: calendars.discoverOwn)
        router.patch("/api/host/calendars/:id", use: calendars.changeOwn)
        router.delete("/api/host/calendars/:id", use: calendars.deleteOwn)
        router.post("/api/host/calendars/:id/check", use: calendars.checkOwn)
        router.get("/api/host/statistics", use: statistics.showHosted)
    }

    /// For those who run the practice.
    private func addAdmin(to router: some RouterMethods<AdminContext>) {
        router.get("/api/admin/bookings", use: staff.listAll)
        router.post("/api/admin/bookings", use: staff.bookFor)
        router.get("/api/admin/bookings.csv", use: export.csv)
        router.get("/api/admin/bookings/:id", use: staff.show)
        router.patch("/api/admin/bookings/:id", use: staff.change)
        router.post("/api/admin/bookings/:id/cancel", use: staff.cancel)
        router.post("/api/admin/bookings/:id/reschedule", use: staff.reschedule)
        router.post("/api/admin/bookings/:id/complete", use: staff.complete)
        router.post("/api/admin/bookings/:id/no-show", use: staff.noShow)
        router.post("/api/admin/bookings/:id/clash/keep", use: staff.keep)
        router.post("/api/admin/bookings/:id/mark-paid", use: money.markPaid)
        router.post("/api/admin/bookings/:id/refund", use: money.refund)
        router.post("/api/admin/bookings/:id/mark-refunded", use: money.markRefunded)
        router.get("/api/admin/bookings/:id/payments", use: money.payments)
        router.get("/api/admin/bookings/:id/history", use: history.show)
        router.get("/api/admin/services", use: services.listAll)
        router.post("/api/admin/services", use: services.add)
        router.get("/api/admin/services/:id", use: services.show)
        router.patch("/api/admin/services/:id", use: services.change)
        router.delete("/api/admin/services/:id", use: services.delete)
        router.get("/api/admin/services/:id/explain", use: explain.explain)
        router.get("/api/admin/hosts/:id/working-hours", use: hours.hours)
        router.put("/api/admin/hosts/:id/working-hours", use: hours.setHours)
        router.get("/api/admin/hosts/:id/overrides", use: hours.overrides)
        router.put("/api/admin/hosts/:id/overrides/:date", use: timeOff.setOverride)
        router.delete("/api/admin/hosts/:id/overrides/:date", use: hours.deleteOverride)
        router.post("/api/admin/hosts/:id/time-off", use: timeOff.take)
        router.post("/api/admin/hosts/:id/hand-over", use: staff.handOver)
        router.get("/api/admin/users", use: users.list)
        router.get("/api/admin/users/:id", use: users.show)
        router.patch("/api/admin/users/:id", use: users.change)
        router.delete("/api/admin/users/:id", use: person.remove)
        router.get("/api/admin/users/:id/export", use: person.exportOther)
        router.delete("/api/admin/users/:id/totp", use: factors.reset)
        router.get("/api/admin/branding", use: branding.show)
        router.put("/api/admin/branding", use: branding.replace)
        router.put("/api/admin/branding/logo", use: branding.setLogo)
        router.delete("/api/admin/branding/logo", use: branding.deleteLogo)
        router.get("/api/admin/mails", use: mails.list)
        router.post("/api/admin/mails/:id/resend", use: mails.resend)
        router.post("/api/admin/mails/:id/give-up", use: mails.giveUp)
        router.get("/api/admin/webhooks", use: webhooks.list)
        router.post("/api/admin/webhooks", use: webhooks.add)
        router.get("/api/admin/webhooks/:id", use: webhooks.show)
        router.patch("/api/admin/webhooks/:id", use: webhooks.change)
        router.delete("/api/admin/webhooks/:id", use: webhooks.delete)
        router.post("/api/admin/webhooks/:id/rotate-secret", use: webhooks.rotateSecret)
        router.get("/api/admin/webhooks/:id/deliveries", use: webhooks.deliveries)
        router.post("/api/admin/webhooks/:id/test", use: webhooks.test)
        router.post("/api/admin/webhook-deliveries/:id/resend", use: webhooks.resend)
        router.get("/api/admin/audit", use: audit.list)
        router.get("/api/admin/statistics", use: statistics.show)
        addCalendars(to: router)
        addFailures(to: router)
    }

    /// The calendars elsewhere of any host.
    private func addCalendars(to router: some RouterMethods<AdminContext>) {
        router.get("/api/admin/hosts/:id/calendars", use: calendars.list)
        router.post("/api/admin/hosts/:id/calendars", use: calendars.add)
        router.post("/api/admin/hosts/:id/calendars/discover", use: calendars.discover)
        router.patch("/api/admin/hosts/:id/calendars/:calendar", use: calendars.change)
        router.delete("/api/admin/hosts/:id/calendars/:calendar", use: calendars.delete)
        router.post("/api/admin/hosts/:id/calendars/:calendar/check", use: calendars.check)
    }

    /// What was not sent or done, for those who run the practice.
    private func addFailures(to router: some RouterMethods<AdminContext>) {
        router.post("/api/admin/mails/resend", use: failures.resendMails)
        router.post("/api/admin/mails/give-up", use: failures.giveUpMails)
        router.get("/api/admin/webhook-deliveries", use: failures.deliveries)
        router.post("/api/admin/webhook-deliveries/resend", use: failures.resendDeliveries)
        router.post("/api/admin/webhook-deliveries/give-up", use: failures.giveUpDeliveries)
        router.post("/api/admin/webhook-deliveries/:id/give-up", use: failures.giveUpDelivery)
        router.get("/api/admin/check", use: check.show)
        router.post("/api/admin/check", use: check.look)
        router.get("/api/admin/jobs", use: failures.jobs)
        router.post("/api/admin/jobs/retry", use: failures.retryJobs)
        router.post("/api/admin/jobs/:id/retry", use: failures.retryJob)
        router.post("/api/admin/jobs/:id/give-up", use: failures.giveUpJob)
    }
}
