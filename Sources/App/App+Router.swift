import Cryptography
import Foundation
import Hummingbird

/// The router with everything that stands around the routes; made once, by App.
struct Wiring {
    let settings: Settings
    let accounts: Accounts
    let services: Services
    let settlement: Settlement
    let meetings: Meetings
    let live: LivePlaces
    let rail: RailCounts
    let mails: Mails
    let webhooks: Webhooks
    let statistics: Statistics
    let health: Health
    let check: SettingsCheck
    let pages: Pages
    let branding: PresentBranding
    let keys: Keys
    let now: @Sendable () -> Date
    let log: AccessLog
    let security: SecurityLog

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        let metrics = Metrics()
        let methods = AllowedMethods()
        router.add(middleware: everyRequest(metrics, methods))
        let documents = DocumentRoutes(pages: pages)
        routes(metrics, documents).add(to: router)
        site().add(to: router)
        methods.learn(router.routes.map { ($0.path.description, $0.method.rawValue) })
        return router
    }

    private func everyRequest(_ metrics: Metrics, _ methods: AllowedMethods) -> EveryRequest {
        EveryRequest(
            observe: Observe(log: log, metrics: metrics, now: now),
            headers: SecurityHeaders(isSecure: isSecure),
            language: ChosenLanguage(cookies: cookies),
            origins: CrossOrigin(origins: Set(settings.corsOrigins)),
            problems: Problems(methods: methods, pages: pages),
            clients: ClientAddress(proxies: settings.trustedProxies),
            watch: SecurityWatch(log: security),
            inWork: RequestsInWork(settings.connectionLimits),
            nowhere: doors.nowhere)
    }

    private func routes(_ metrics: Metrics, _ documents: DocumentRoutes) -> Routes {
        let (database, bookings) = (accounts.database, settlement.bookings)
        let signIn = SignIn(bearer: accounts.bearer(token:), keyScopes: Routes.keyScopes)
        return Routes(
            account: AccountRoutes(accounts: accounts),
            users: UserRoutes(accounts: accounts), security: SecurityRoutes(accounts: accounts),
            factors: SecondFactorRoutes(accounts: accounts),
            keys: KeyRoutes(accounts: accounts),
            person: PersonRoutes(departure: departure),
            services: ServiceRoutes(services: services, currency: settings.currency, signIn: signIn),
            hours: HoursRoutes(calendars: Calendars(database: database)), explain: ExplainRoutes(bookings: bookings),
            timeOff: TimeOffRoutes(bookings: bookings),
            calendars: CalendarRoutes(calendars: bookings.outside),
            checkout: CheckoutRoutes(settlement: settlement),
            bookings: BookingRoutes(bookings: bookings, sender: sender),
            staff: StaffRoutes(bookings: bookings), money: MoneyRoutes(settlement: settlement),
            history: HistoryRoutes(settlement: settlement),
            export: BookingExportRoutes(bookings: bookings), meetings: MeetingRoutes(bookings: bookings),
            entrances: EntranceRoutes(entrances: Entrances(meetings: meetings)),
            participants: ParticipantRoutes(bookings: bookings),
            lobby: LobbyRoutes(meetings: meetings), jitsi: JitsiRoutes(tokens: settings.meetings.tokens),
            reservations: ReservationRoutes(
                reservations: Reservations(meetings: meetings), secret: settings.meetings.reservationSecret),
            feeds: FeedRoutes(feeds: Feeds(accounts: accounts, bookings: bookings, sender: sender)),
            branding: BrandingRoutes(
                branding: practiceBranding, links: bookings.links),
            mails: MailRoutes(mails: mails), webhooks: WebhookRoutes(webhooks: webhooks),
            failures: FailureRoutes(failures: failures), check: CheckRoutes(check: check),
            audit: AuditRoutes(trail: AuditTrail(database: database)),
            statistics: StatisticsRoutes(statistics: statistics),
            health: HealthRoutes(health: health, metrics: metrics, monitors: settings.monitoringFrom),
            stripe: StripeWebhookRoutes(
                events: StripeEvents(database: database, now: now), secret: settings.stripe?.webhookSecret),
            receipts: receiptPages,
            documents: documents,
            signIn: signIn,
            secondFactorFirst: SecondFactorFirst(isMissing: accounts.needsSecondFactor))
    }

    private var failures: Failures { Failures(mails: mails, webhooks: webhooks) }
    private var practiceBranding: PracticeBranding {
        PracticeBranding(database: accounts.database, present: branding)
    }

    private var setup: Setup {
        Setup(
            accounts: accounts, branding: practiceBranding, calendars: Calendars(database: accounts.database),
            services: services)
    }

    private var departure: Departure { Departure(accounts: accounts, bookings: settlement.bookings) }

    private var sender: Sender { Sender(from: settings.mailFrom, branding: branding) }

    private func site() -> Site {
        Site(
            doors: doors, account: AccountPages(accounts: accounts, pages: pages), receipts: receiptPages,
            pay: PayPages(settlement: settlement, pages: pages, branding: branding),
            checkout: CheckoutPages(
                checkout: Checkout(settlement: settlement), accounts: accounts, pages: pages, cookies: cookies,
                zones: zones, branding: branding),
            booked: BookedPages(settlement: settlement, pages: pages, zones: zones),
            today: TodayPages(desk: Desk(meetings: meetings), setup: setup, live: live, pages: pages),
            week: WeekPages(desk: Desk(meetings: meetings), pages: pages),
            bookFor: BookPages(desk: Desk(meetings: meetings), random: accounts.random, pages: pages),
            lobby: LobbyPages(meetings: meetings, live: live, pages: pages),
            bookingList: BookingListPages(bookings: settlement.bookings, pages: pages, zones: zones),
            deskBooking: DeskBookingPages(
                settlement: settlement, entrances: Entrances(meetings: meetings), mails: mails, pages: pages,
                zones: zones, moves: movePages),
            why: WhyPages(bookings: settlement.bookings, pages: pages),
            hours: HoursPages(calendars: Calendars(database: accounts.database), pages: pages),
            timeOff: TimeOffPages(
                bookings: settlement.bookings, calendars: Calendars(database: accounts.database), pages: pages),
            holidays: HolidayPages(
                bookings: settlement.bookings, calendars: Calendars(database: accounts.database), pages: pages),
            calendars: CalendarPages(calendars: settlement.bookings.outside, pages: pages),
            calendarServers: CalendarServerPages(calendars: settlement.bookings.outside, pages: pages),
            entrances: EntrancePages(
                entrances: Entrances(meetings: meetings), live: live, pages: pages,
                cookie: EntranceCookie(isSecure: isSecure)),
            login: LoginPages(accounts: accounts, pages: pages, cookies: cookies),
            factors: SecondFactorPages(accounts: accounts, pages: pages),
            steps: SignInStepPages(accounts: accounts, pages: pages, cookies: cookies),
            code: CodePages(accounts: accounts, pages: pages, cookies: cookies, zones: zones),
            profile: ProfilePages(accounts: accounts, pages: pages, cookies: cookies),
            security: SecurityPages(accounts: accounts, pages: pages),
            keys: KeyPages(accounts: accounts, pages: pages),
            departure: DeparturePages(departure: departure, pages: pages, cookies: cookies),
            bookings: BookingsPages(bookings: settlement.bookings, pages: pages),
            booking: BookingPages(
                settlement: settlement, pages: pages, front: front, receipts: receiptPages, moves: movePages),
            manage: ManagePages(settlement: settlement, pages: pages, front: front, moves: movePages),
            services: ServicePages(services: services, pages: pages, zones: zones, branding: branding),
            editor: ServiceEditPages(services: services, pages: pages, currency: settings.currency),
            branding: BrandingPages(
                branding: practiceBranding, services: services, pages: pages, links: settlement.links,
                letter: { [renderer = mails.renderer, now = self.now] in
                    try renderer.sampleConfirmation($0, for: $1, of: $2, at: now(), $3)
                }),
            legalTexts: LegalTextPages(branding: practiceBranding, pages: pages),
            webhooks: WebhookPages(webhooks: webhooks, pages: pages),
            embeds: EmbedPages(
                services: services, pages: pages, zones: zones, branding: branding, publicURL: settings.publicURL),
            legal: LegalPages(branding: branding, pages: pages), language: LanguageChoice(cookies: cookies),
            people: PeoplePages(people: People(accounts: accounts), pages: pages),
            removal: RemovalPages(departure: departure, pages: pages),
            failures: FailurePages(failures: failures, pages: pages), check: CheckPages(check: check, pages: pages),
            trail: TrailPages(trail: Trail(database: accounts.database), pages: pages),
            setup: SetupPages(setup: setup, check: check, pages: pages, links: settlement.links),
            stats: StatsPages(statistics: statistics, pages: pages))
    }

    /// The doors to pages.
    var doors: PageDoors {
        PageDoors(
            browsers: BrowserSignIn(
                cookies: cookies,
                tokens: FormTokens(keys: keys.all.map { $0.derived(for: "forms of pages") }),
                person: accounts.person(cookie:),
                newVisitor: { [random = accounts.random] in Base64URL.text(random(18)) },
                counts: rail.counts(for:)),
            forms: FormGuard(origin: OwnOrigin(publicURL: settings.publicURL)),
            signInFirst: SignInFirst(path: LoginPages.path),
            secondFactorFirst: SecondFactorPageFirst(
                isMissing: accounts.needsSecondFactor, path: SecondFactorPages.path))
    }

    /// In which zone readers are shown times.
    private var zones: ReaderZones { ReaderZones(cookies: cookies, practice: accounts.zone) }

    private var cookies: BrowserCookies { BrowserCookies(isSecure: isSecure) }

    private var movePages: MovePages {
        MovePages(bookings: settlement.bookings, pages: pages, zones: zones)
    }

    private var front: BookingFront {
        BookingFront(links: settlement.links, branding: branding, sender: sender)
    }

    private var receiptPages: ReceiptPages {
        ReceiptPages(settlement: settlement, pages: pages, issuer: settings.mailFrom, branding: branding)
    }

    /// Whether people reach the server by https.
    private var isSecure: Bool { settings.publicURL.hasPrefix("https:") }
}
