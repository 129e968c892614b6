import Domain
import Hummingbird

/// The pages of one booking, for those who run the practice: an admin any, a host their own.
struct DeskBookingPages: Sendable {
    let settlement: Settlement
    let entrances: Entrances
    let mails: Mails
    let pages: Pages
    let zones: ReaderZones
    let moves: MovePages

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let whole = try await settlement.whole(try context.id(), try .run(by: context.user))
        var visit = PageVisit(request, context.browser)
        visit.notice = DeskNotice.of(try Query(request).text("done"), visit.catalogue)
        var words = try words(whole, request, visit)
        words.waiting = try await waiting(for: whole)
        return pages.answer(DeskBookingPage(words), to: visit)
    }

    /// Who waits where a host lets people in, and the meeting is not over.
    private func waiting(for whole: WholeBooking) async throws -> [LobbyMeeting.Guest] {
        guard whole.booking.status == .scheduled, whole.booking.meeting?.hasWaitingRoom == true else { return [] }
        return try await entrances.meetings.meeting(whole.booking.id, for: whole.asker).waiting
    }

    func admit(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, by: context.user, .admitted, fields: ["participant_id"]) { id, scope, form in
            let entrant = try Form.gather(form.need("participant_id", Form.text, LobbyForm.entrant))
            _ = try await entrances.meetings.admit(entrant, to: id, by: scope.asker)
        }
    }

    func complete(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, by: context.user, .completed) { id, scope, _ in
            _ = try await settlement.bookings.close(id, scope, as: .completed)
        }
    }

    func noShow(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, by: context.user, .missed) { id, scope, _ in
            _ = try await settlement.bookings.close(id, scope, as: .noShow)
        }
    }

    func keepNotes(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, by: context.user, .noted, fields: ["private_notes"]) { id, scope, form in
            let notes = try BookingForm.privateNotes(form)
            _ = try await settlement.bookings.keepPrivateNotes(notes, of: id, scope)
        }
    }

    func keep(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, by: context.user, .kept) { id, scope, _ in
            _ = try await settlement.bookings.keepOverClashes(id, scope)
        }
    }

    func markPaid(_ request: Request, _ context: AdminForm) async throws -> Response {
        try await change(request, context, by: context.admin, .paid) { id, scope, _ in
            _ = try await settlement.markPaid(id, scope)
        }
    }

    func resend(_ request: Request, _ context: AdminForm) async throws -> Response {
        let mail: MailID = try context.id("mail")
        return try await change(request, context, by: context.admin, .resent) { _, _, _ in
            _ = try await mails.resend(mail, by: context.admin)
        }
    }

    func remove(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let entrant = try Self.entrant(context)
        return try await change(request, context, by: context.user, .removed) { id, scope, _ in
            try await settlement.bookings.remove(entrant, from: id, by: scope.asker)
        }
    }

    func revoke(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let entrant = try Self.entrant(context)
        return try await change(request, context, by: context.user, .revoked) { id, scope, _ in
            _ = try await entrances.revoke(entrant, of: id, by: scope.asker)
        }
    }

    // MARK: All

    /// One deed of the page: done, it leads there and tells so; else the page tells why it could not be done.
    private func change(
        _ request: Request, _ context: some FormContext, by user: User, _ done: DeskNotice, fields: Set<String> = [],
        _ deed: (BookingID, BookingScope, Form) async throws -> Void
    ) async throws -> Response {
        let scope = try BookingScope.run(by: user)
        let id = try await settlement.bookings.entry(try context.id(), in: scope).booking.id
        let form = try context.form(fields)
        do {
            try await deed(id, scope, form)
            return done.seen(on: BookingListPages.path(of: id))
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let now = try await settlement.whole(id, scope)
            let typed = fields.contains("private_notes") ? form.typed("private_notes") : nil
            let page = DeskBookingPage(try words(now, request, visit), typed: typed, problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    func words(_ whole: WholeBooking, _ request: Request, _ visit: PageVisit) throws -> DeskBookingWords {
        let zone = try zones.zone(of: request, whole.asker).zone
        return DeskBookingWords(whole, settlement.links, in: zone, visit.catalogue)
    }

    private static let mostNameBytes = 40

    private static func entrant(_ context: SignedInForm) throws -> Entrant {
        let name = context.parameters.get("participant") ?? ""
        guard name.utf8.count <= mostNameBytes, let entrant = Entrant(name) else { throw Problem(.notFound) }
        return entrant
    }
}

/// What has just been done with a booking, as its page tells those who run the practice.
enum DeskNotice: String, CaseIterable, DoneNotice {
    static let sentences = "page.desk_booking.done"

    case completed, missed, noted, paid, resent, admitted, removed, revoked, cancelled, moved, invited, kept
    case refundSent = "refund_sent"
    case refundNoted = "refund_noted"
}
