import Cryptography
import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// From a chosen time to a booking: who is coming, a last look, and the booking. Nothing is held before the last step.
struct CheckoutPages: Sendable {
    let checkout: Checkout
    let accounts: Accounts
    let pages: Pages
    let cookies: BrowserCookies
    let zones: ReaderZones
    let branding: PresentBranding

    /// The last look, for whoever is signed in.
    func showConfirm(_ request: Request, _ context: VisitorPage) async throws -> Response {
        let slug = try Self.slug(context)
        guard let draft = CheckoutDraft(slug: slug, at: try Query(request).text("at")) else {
            return .seeOther(CheckoutDraft.service(slug))
        }
        let reader = try reader(request, context.browser)
        guard let client = reader.person else { return .seeOther(draft.you) }
        return try await answerConfirm(draft, client, reader)
    }

    /// Books, once for each form that was shown.
    func book(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(Self.bookingFields)
        let slug = try Self.slug(context)
        guard let draft = CheckoutDraft(slug: slug, form) else { return .seeOther(CheckoutDraft.service(slug)) }
        do {
            let key = try BookingForm.idempotencyKey(form.typed("key"), "key")
            let booking = try await checkout.book(draft, key: key, by: context.user, from: context.address)
            return .seeOther(booking.nextPage)
        } catch let problem as Problem {
            return try await refused(problem, draft, context.user, reader(request, context.browser))
        }
    }

    /// The form of whoever was signed out while they filled it in, or has signed in anew: nothing is booked, and what
    /// they typed stays there.
    func showAgain(_ request: Request, _ context: VisitorPage) async throws -> Response {
        let slug = try Self.slug(context)
        let form = try await request.pageForm(Self.bookingFields.union([FormGuard.field]), context)
        guard let draft = CheckoutDraft(slug: slug, form) else { return .seeOther(CheckoutDraft.service(slug)) }
        let reader = try reader(request, context.browser)
        if let client = reader.person { return try await refused(.staleForm, draft, client, reader) }
        let (words, logins) = (try await words(draft, reader), accounts.loginWays)
        var visit = reader.visit
        visit.notice = Notice(.info, words.say("you.signed_out"))
        return pages.answer(
            YouPage(YouStep(words: words, draft: draft, logins: logins, way: Self.back(logins))), to: visit,
            after: Problem(.unauthorized))
    }

    /// Another time in place of one that is gone, or the days after those that were shown.
    func chooseTime(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(CheckoutDraft.fields.union(["gone", "from"]))
        let slug = try Self.slug(context)
        let (at, reader) = (form.typed("at"), try reader(request, context.browser))
        let start = at.isEmpty ? form.typed("gone") : at
        guard let draft = CheckoutDraft(slug: slug, at: start, form) else {
            return .seeOther(CheckoutDraft.service(slug))
        }
        if at.isEmpty {
            let words = try await words(draft, reader)
            return try await answerGone(words, draft, reader, from: LocalDate(form.typed("from")))
        }
        if draft.kept.isEmpty { return .seeOther(reader.person == nil ? draft.you : draft.confirm) }
        guard let client = reader.person else { return try await answerYou(draft, reader) }
        return try await answerConfirm(draft, client, reader)
    }

    /// How somebody signs in who was signed in before.
    static func back(_ logins: LoginWays) -> YouPage.Way { logins.allowAnybody(.password) ? .known : .code }

    private static let bookingFields = CheckoutDraft.fields.union(["key"])
}

/// Who looks at a step: who is signed in, in whose words, and in which zone.
struct CheckoutReader {
    let person: User?
    let visit: PageVisit
    let zone: ReaderZone
}

extension CheckoutPages {
    /// The slug in the path. Throws `not_found` for what is none.
    static func slug(_ context: some RequestContext) throws -> String {
        let text = context.parameters.get("slug") ?? ""
        let slug = try? Text.slug(text)  // try? is fine: what is no slug is at no address of ours
        guard let slug else { throw Problem(.notFound) }
        return slug
    }

    func reader(_ request: Request, _ browser: Browser) throws -> CheckoutReader {
        let person = browser.person?.user
        return CheckoutReader(
            person: person, visit: PageVisit(request, browser), zone: try zones.zone(of: request, person))
    }

    /// The chosen time as it is now, in the reader's words and zone.
    func words(_ draft: CheckoutDraft, _ reader: CheckoutReader) async throws -> CheckoutWords {
        CheckoutWords(
            chosen: try await checkout.look(at: draft.start, of: draft.slug, by: reader.person),
            catalogue: reader.visit.catalogue, reader: reader.zone,
            isPaidNow: checkout.settlement.bookings.paySeconds != nil)
    }

    /// The last look; what was typed before is there again.
    func answerConfirm(_ draft: CheckoutDraft, _ client: User, _ reader: CheckoutReader) async throws -> Response {
        let words = try await words(draft, reader)
        // Whoever goes back after booking has the time already.
        if let own = words.chosen.own { return .seeOther(own.nextPage) }
        guard words.chosen.isFree else { return try await answerGone(words, draft, reader) }
        return pages.answer(ConfirmPage(confirmation(words, draft, client)), to: reader.visit)
    }

    func answerYou(
        _ draft: CheckoutDraft, _ reader: CheckoutReader, way: YouPage.Way? = nil
    ) async throws -> Response {
        let words = try await words(draft, reader)
        guard words.chosen.isFree || words.chosen.own != nil else { return try await answerGone(words, draft, reader) }
        return pages.answer(
            YouPage(YouStep(words: words, draft: draft, logins: accounts.loginWays, way: way)), to: reader.visit)
    }

    /// The time is gone: the next ones, in days from a date on.
    private func answerGone(
        _ words: CheckoutWords, _ draft: CheckoutDraft, _ reader: CheckoutReader, from first: LocalDate? = nil
    ) async throws -> Response {
        let free = try await checkout.otherTimes(than: words.chosen, from: first, in: words.zone)
        return pages.answer(TakenPage(words, draft, free), to: reader.visit, after: Problem(.slotTaken))
    }

    /// Tells why it was not booked, with what was typed.
    private func refused(
        _ problem: Problem, _ draft: CheckoutDraft, _ client: User, _ reader: CheckoutReader
    ) async throws -> Response {
        let words = try await words(draft, reader)
        if let own = words.chosen.own { return .seeOther(own.nextPage) }
        let isGone = problem.code == .slotTaken || problem.code == .slotUnavailable || !words.chosen.isFree
        guard !isGone else { return try await answerGone(words, draft, reader) }
        var step = confirmation(words, draft, client)
        step.failure = words.failure(problem, of: draft)
        if problem.code == .tooManyHolds { step.held = try await checkout.settlement.held(for: client) }
        return pages.answer(ConfirmPage(step), to: reader.visit, after: problem)
    }

    /// Each form has a key of its own: sent twice, it books once.
    private func confirmation(_ words: CheckoutWords, _ draft: CheckoutDraft, _ client: User) -> ConfirmStep {
        let bookings = checkout.settlement.bookings
        let holdSeconds = words.isFree ? nil : bookings.paySeconds
        return ConfirmStep(
            words: words, draft: draft, key: Base64URL.text(accounts.random(18)), client: client,
            isToBeProved: bookings.needsProof && client.needsProof, holdMinutes: holdSeconds.map { Int($0 / 60) },
            terms: place(of: .terms), withdrawal: place(of: .withdrawal))
    }

    /// Where a text of the practice stands; nil where it has given none.
    private func place(of kind: LegalText.Kind) -> String? {
        branding.now[kind].map { text in
            if case .url(let url) = text { url } else { "/\(kind.rawValue)" }
        }
    }
}
