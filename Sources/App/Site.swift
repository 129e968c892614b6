import Hummingbird

/// Every URL of the pages.
struct Site {
    let doors: PageDoors
    let account: AccountPages
    let receipts: ReceiptPages
    let pay: PayPages
    let checkout: CheckoutPages
    let booked: BookedPages
    let today: TodayPages
    let week: WeekPages
    let bookFor: BookPages
    let lobby: LobbyPages
    let bookingList: BookingListPages
    let deskBooking: DeskBookingPages
    let why: WhyPages
    let hours: HoursPages
    let timeOff: TimeOffPages
    let holidays: HolidayPages
    let calendars: CalendarPages
    let calendarServers: CalendarServerPages
    let entrances: EntrancePages
    let login: LoginPages
    let factors: SecondFactorPages
    let steps: SignInStepPages
    let code: CodePages
    let profile: ProfilePages
    let security: SecurityPages
    let keys: KeyPages
    let departure: DeparturePages
    let bookings: BookingsPages
    let booking: BookingPages
    let manage: ManagePages
    let services: ServicePages
    let editor: ServiceEditPages
    let branding: BrandingPages
    let legalTexts: LegalTextPages
    let webhooks: WebhookPages
    let embeds: EmbedPages
    let legal: LegalPages
    let language: LanguageChoice
    let people: PeoplePages
    let removal: RemovalPages
    let failures: FailurePages
    let check: CheckPages
    let trail: TrailPages
    let setup: SetupPages
    let stats: StatsPages

    func add(to router: some RouterMethods<AppContext>) {
        addLinked(to: router)
        addVisitors(to: router)
        addCheckout(to: router)
        addSecuring(to: router)
        addSignedIn(to: router)
        addPractice(to: router)
        addBookingDesk(to: router)
        addPeople(to: router)
        addFailures(to: router)
        addUpkeep(to: router)
    }

    /// Behind links of mails: their token is what lets in, and no cookie is needed.
    private func addLinked(to router: some RouterMethods<AppContext>) {
        let linked = doors.openPages(of: router).add(middleware: BrokenLinks())
        linked.get("/verify-email", use: account.showVerifyEmail)
        linked.get("/reset-password", use: account.showResetPassword)
        linked.get("/receipts/:token", use: receipts.showLinked)
        let forms = doors.openForms(of: linked)
        forms.post("/verify-email", use: account.verifyEmail)
        forms.post("/reset-password", use: account.resetPassword)
        linked.get("/m/:opaque", use: manage.show)
        linked.get("/m/:opaque/cancel", use: manage.showCancel)
        linked.get("/m/:opaque/move", use: manage.showMove)
        forms.post("/m/:opaque/move", use: manage.move)
        forms.post("/m/:opaque/cancel", use: manage.cancel)
        linked.get("/m/:opaque/withdraw", use: manage.showWithdraw)
        forms.post("/m/:opaque/withdraw", use: manage.withdraw)
        linked.get("/join/:opaque", use: entrances.show)
        linked.get("/join/:opaque/events", use: entrances.events)
        forms.post("/join/:opaque", use: entrances.enter)
        forms.post("/join/:opaque/name", use: entrances.name)
        forms.post("/join/:opaque/accept", use: entrances.accept)
        forms.post("/join/:opaque/decline", use: entrances.decline)
    }

    /// For everybody.
    private func addVisitors(to router: some RouterMethods<AppContext>) {
        let open = doors.openPages(of: router)
        open.get("/", use: services.home)
        open.get("/book/:slug", use: services.show)
        open.get("/embed/:slug", use: embeds.show)
        open.get("/imprint", use: legal.show(.imprint))
        open.get("/privacy", use: legal.show(.privacy))
        open.get("/terms", use: legal.show(.terms))
        open.get("/withdrawal", use: legal.show(.withdrawal))
        doors.openForms(of: router).post("/language", use: language.choose)
        doors.visitorPages(of: router).get("/login", use: login.show)
        doors.visitorForms(of: router).post("/login", use: login.signIn)
        doors.visitorPages(of: router).get("/login/totp", use: steps.show)
        doors.visitorForms(of: router).post("/login/totp", use: steps.send)
        doors.visitorPages(of: router).get("/login/code", use: code.show)
        doors.visitorForms(of: router).post("/login/code", use: code.ask)
        doors.visitorForms(of: router).post("/login/code/verify", use: code.verify)
        doors.visitorPages(of: router).get("/forgot-password", use: account.showForgotPassword)
        doors.visitorForms(of: router).post("/forgot-password", use: account.forgotPassword)
    }

    /// From a chosen time to a booking; on the way visitors become people who are signed in.
    private func addCheckout(to router: some RouterMethods<AppContext>) {
        let (pages, forms) = (doors.visitorPages(of: router), doors.visitorForms(of: router))
        pages.get("/book/:slug/you", use: checkout.showYou)
        forms.post("/book/:slug/you", use: checkout.enter)
        forms.post("/book/:slug/you/code", use: checkout.enterByCode)
        forms.post("/book/:slug/you/totp", use: checkout.enterByFactor)
        pages.get("/book/:slug/confirm", use: checkout.showConfirm)
        doors.lastingForms(of: router, again: checkout.showAgain).post("/book/:slug/confirm", use: checkout.book)
        forms.post("/book/:slug/time", use: checkout.chooseTime)
        doors.signedInPages(of: router).get("/bookings/:id/booked", use: booked.show)
    }

    /// For whoever is signed in, also for staff who have no second factor yet and must.
    private func addSecuring(to router: some RouterMethods<AppContext>) {
        let pages = doors.securingPages(of: router)
        pages.get("/account/email", use: security.showEmail)
        pages.get("/account/totp", use: factors.show)
        let forms = doors.securingForms(of: router)
        forms.post("/account/proof", use: profile.askForProof)
        forms.post("/account/email", use: security.changeEmail)
        forms.post("/account/totp", use: factors.begin)
        forms.post("/account/totp/confirm", use: factors.confirm)
        forms.post("/logout", use: login.signOut)
    }

    /// For whoever is signed in.
    private func addSignedIn(to router: some RouterMethods<AppContext>) {
        let pages = doors.signedInPages(of: router)
        pages.get("/bookings", use: bookings.show)
        pages.get("/bookings/:id", use: booking.show)
        pages.get("/bookings/:id/cancel", use: booking.showCancel)
        pages.get("/bookings/:id/move", use: booking.showMove)
        pages.get("/bookings/:id/withdraw", use: booking.showWithdraw)
        pages.get("/bookings/:id/calendar.ics", use: booking.calendar)
        pages.get("/bookings/:id/receipt", use: booking.receipt)
        pages.get("/account", use: profile.show)
        pages.get("/account/security", use: security.show)
        pages.get("/account/password", use: security.showPassword)
        pages.get("/practice/keys", use: keys.show)
        pages.get("/account/export", use: departure.showExport)
        pages.get("/account/delete", use: departure.showLeave)
        pages.get("/bookings/held", use: pay.showHeld)
        pages.get("/bookings/:id/pay", use: pay.show)
        let forms = doors.signedInForms(of: router)
        forms.post("/bookings/:id/pay/let-go", use: pay.letGo)
        forms.post("/bookings/:id/cancel", use: booking.cancel)
        forms.post("/bookings/:id/move", use: booking.move)
        forms.post("/bookings/:id/withdraw", use: booking.withdraw)
        forms.post("/account", use: profile.change)
        pages.get("/account/totp/remove", use: factors.showRemoval)
        pages.get("/account/recovery-codes", use: factors.showRenewal)
        forms.post("/account/totp/remove", use: factors.remove)
        forms.post("/account/recovery-codes", use: factors.renew)
        forms.post("/account/password", use: security.changePassword)
        forms.post("/practice/keys", use: keys.make)
        forms.post("/practice/keys/:id/end", use: keys.end)
        forms.post("/account/export", use: departure.export)
        forms.post("/account/delete", use: departure.leave)
        forms.post("/account/sessions/:id/end", use: security.endSession)
        forms.post("/account/sessions/end-others", use: security.endOtherSessions)
    }

    /// For hosts and admins; what each page is about tells whose it is.
    private func addPractice(to router: some RouterMethods<AppContext>) {
        let shown = doors.signedInPages(of: router)
        shown.get("/practice", use: today.show)
        shown.get("/practice/events", use: today.events)
        shown.get("/practice/week", use: week.show)
        shown.get("/practice/book", use: bookFor.show)
        shown.get("/practice/book/people", use: bookFor.people)
        doors.signedInForms(of: router).post("/practice/book", use: bookFor.book)
        shown.get("/practice/lobby", use: lobby.show)
        shown.get("/practice/bookings", use: bookingList.show)
        shown.get("/practice/bookings.csv", use: bookingList.csv)
        shown.get("/practice/stats", use: stats.show)
        shown.get("/practice/stats.csv", use: stats.csv)
        shown.get("/practice/why", use: why.show)
        shown.get("/practice/hours", use: hours.show)
        shown.get("/practice/hours/holidays", use: holidays.show)
        shown.get("/practice/calendars", use: calendars.list)
        shown.get("/practice/calendars/server", use: calendarServers.show)
        shown.get("/practice/calendars/:id", use: calendars.show)
        shown.get("/practice/lobby/events", use: lobby.events)
        shown.get("/practice/services", use: editor.list)
        shown.get("/practice/services/:id", use: editor.show)
        let forms = doors.signedInForms(of: router)
        forms.post("/practice/hours", use: hours.save)
        forms.post("/practice/hours/off", use: timeOff.take)
        forms.post("/practice/hours/holidays", use: holidays.close)
        forms.post("/practice/hours/exceptions", use: timeOff.addException)
        forms.post("/practice/hours/exceptions/remove", use: hours.removeException)
        forms.post("/practice/calendars", use: calendars.add)
        forms.post("/practice/calendars/server", use: calendarServers.search)
        forms.post("/practice/calendars/server/link", use: calendarServers.link)
        forms.post("/practice/calendars/:id", use: calendars.change)
        forms.post("/practice/calendars/:id/check", use: calendars.check)
        forms.post("/practice/calendars/:id/unlink", use: calendars.unlink)
        forms.post("/practice/lobby/:id/open", use: lobby.open)
        forms.post("/practice/lobby/:id/close", use: lobby.close)
        forms.post("/practice/lobby/:id/admit", use: lobby.admit)
        forms.post("/practice/lobby/:id/late", use: lobby.late)
    }

    /// For admins: the set-up, services, branding, webhooks.
    private func addUpkeep(to router: some RouterMethods<AppContext>) {
        let shown = doors.signedInPages(of: router).group(context: AdminPage.self)
        shown.get("/practice/services/new", use: editor.showNew)
        shown.get("/setup", use: setup.show)
        shown.get("/practice/branding", use: branding.show)
        shown.get("/practice/branding/mail", use: branding.showLetter)
        shown.get("/practice/branding/law/:kind", use: legalTexts.show)
        shown.get("/practice/webhooks", use: webhooks.list)
        shown.get("/practice/webhooks/:id", use: webhooks.show)
        let forms = doors.signedInForms(of: router).group(context: AdminForm.self)
        forms.post("/practice/services", use: editor.add)
        forms.post("/practice/services/:id", use: editor.change)
        forms.post("/practice/services/:id/delete", use: editor.delete)
        forms.post("/setup", use: setup.go)
        forms.post("/setup/account", use: setup.own)
        forms.post("/setup/practice", use: setup.name)
        forms.post("/setup/hours", use: setup.setWeek)
        forms.post("/setup/service", use: setup.changeService)
        forms.post("/setup/mail", use: setup.sendMail)
        forms.post("/practice/branding", use: branding.change)
        forms.post("/practice/branding/logo/remove", use: branding.removeLogo)
        forms.post("/practice/branding/law/:kind", use: legalTexts.change)
        doors.fileForms(of: router, upTo: Logo.mostBytes).group(context: AdminForm.self)
            .post("/practice/branding/logo", use: branding.setLogo)
        forms.post("/practice/webhooks", use: webhooks.add)
        forms.post("/practice/webhooks/:id", use: webhooks.change)
        forms.post("/practice/webhooks/:id/secret", use: webhooks.renewSecret)
        forms.post("/practice/webhooks/:id/test", use: webhooks.test)
        forms.post("/practice/webhooks/:id/delete", use: webhooks.delete)
        forms.post("/practice/webhooks/deliveries/:id/resend", use: webhooks.resend)
    }

    /// One booking, for its host and admins; its money and mails for admins alone.
    private func addBookingDesk(to router: some RouterMethods<AppContext>) {
        let shown = doors.signedInPages(of: router)
        shown.get("/practice/bookings/:id", use: deskBooking.show)
        shown.get("/practice/bookings/:id/cancel", use: deskBooking.showCancel)
        shown.get("/practice/bookings/:id/move", use: deskBooking.showMove)
        shown.get("/practice/bookings/:id/invite", use: deskBooking.showInvite)
        let forms = doors.signedInForms(of: router)
        forms.post("/practice/bookings/:id/cancel", use: deskBooking.cancel)
        forms.post("/practice/bookings/:id/move", use: deskBooking.move)
        forms.post("/practice/bookings/:id/invite", use: deskBooking.invite)
        forms.post("/practice/bookings/:id/admit", use: deskBooking.admit)
        forms.post("/practice/bookings/:id/complete", use: deskBooking.complete)
        forms.post("/practice/bookings/:id/no-show", use: deskBooking.noShow)
        forms.post("/practice/bookings/:id/notes", use: deskBooking.keepNotes)
        forms.post("/practice/bookings/:id/clash/keep", use: deskBooking.keep)
        forms.post("/practice/bookings/:id/people/:participant/remove", use: deskBooking.remove)
        forms.post("/practice/bookings/:id/people/:participant/revoke", use: deskBooking.revoke)
        shown.group(context: AdminPage.self).get("/practice/bookings/:id/refund", use: deskBooking.showRefund)
        let admins = forms.group(context: AdminForm.self)
        admins.post("/practice/bookings/:id/refund", use: deskBooking.refund)
        admins.post("/practice/bookings/:id/mark-paid", use: deskBooking.markPaid)
        admins.post("/practice/bookings/:id/mails/:mail/resend", use: deskBooking.resend)
    }

    /// People, for admins.
    private func addPeople(to router: some RouterMethods<AppContext>) {
        let shown = doors.signedInPages(of: router).group(context: AdminPage.self)
        shown.get("/practice/people", use: people.list)
        shown.get("/practice/people/:id", use: people.show)
        shown.get("/practice/people/:id/delete", use: removal.show)
        let forms = doors.signedInForms(of: router).group(context: AdminForm.self)
        forms.post("/practice/people/:id", use: people.change)
        forms.post("/practice/people/:id/rights", use: people.changeRights)
        forms.post("/practice/people/:id/totp", use: people.resetSecondFactor)
        forms.post("/practice/people/:id/export", use: removal.export)
        forms.post("/practice/people/:id/delete", use: removal.remove)
    }

    /// What was not sent or done, what is wrong with the settings, and what was done by whom, for admins.
    private func addFailures(to router: some RouterMethods<AppContext>) {
        let shown = doors.signedInPages(of: router).group(context: AdminPage.self)
        shown.get("/practice/mails", use: failures.show)
        shown.get("/practice/check", use: check.show)
        shown.get("/practice/audit", use: trail.show)
        let forms = doors.signedInForms(of: router).group(context: AdminForm.self)
        forms.post("/practice/check", use: check.look)
        forms.post("/practice/mails/:list/all", use: failures.all)
        forms.post("/practice/mails/:list/:id/:deed", use: failures.one)
    }
}
