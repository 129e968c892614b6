import Cryptography
import Domain
import Foundation
import Hummingbird

/// Booking for a client from the calendar; admins alone, as in the API.
struct BookPages: Sendable {
    let desk: Desk
    let random: @Sendable (Int) -> [UInt8]
    let pages: Pages

    static let path = DeskPlace.home + "/book"
    private static let fields: Set<String> = [
        "host", "service_id", "scheduled_at", "user_id", "email", "first_name", "last_name", "notes", "key", "q",
    ]

    /// With `host`, `service`, `at` and `q` in its URL; what cannot be read is not there.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        try Self.require(context.user)
        let query = try Query(request)
        let asked = DeskBookQuestion(
            host: query.text("host").flatMap { UserID($0) }, service: query.text("service").flatMap { ServiceID($0) },
            at: try query.instant("at"), search: try query.search("q"))
        let visit = PageVisit(request, context.browser)
        return pages.answer(try await page(asked, context.user, visit, nil, nil), to: visit)
    }

    func book(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try Self.require(context.user)
        let form = try context.form(Self.fields)
        do {
            let (start, email, first, last, notes) = try Form.gather(
                form.need("scheduled_at", Form.instant, BookingForm.start),
                form.may("email", Form.text, UserForm.email), form.may("first_name", Form.text, UserForm.name),
                form.may("last_name", Form.text, UserForm.name), form.may("notes", Form.text, BookingForm.notes))
            guard let service = ServiceID(form.typed("service_id")) else {
                throw Problem.invalid("service_id", .required)
            }
            let client = NamedClient(
                id: UserID(form.typed("user_id")), email: email, firstName: first, lastName: last)
            guard client.id != nil || client.email != nil else { throw Problem.invalid("email", .required) }
            let key = try BookingForm.idempotencyKey(form.typed("key"), "key")
            let wanted = BookingRequest(serviceID: service, scheduledAt: start, notes: notes, idempotencyKey: key)
            let booked = try await desk.meetings.bookings.book(wanted, for: client, by: context.user)
            return .seeOther(BookingListPages.path(of: booked.entry.booking.id))
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let asked = DeskBookQuestion(
                host: UserID(form.typed("host")), service: ServiceID(form.typed("service_id")),
                at: start(form), search: nil)
            let page = try await page(asked, context.user, visit, form, problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    private func start(_ form: Form) -> Date? {
        try? Timestamp.date(form.typed("scheduled_at"), field: "scheduled_at")  // try? is fine: it is complained of
    }

    private static func require(_ user: User) throws {
        guard user.isAdmin else { throw Problem(.forbidden) }
    }

    private func page(
        _ asked: DeskBookQuestion, _ reader: User, _ visit: PageVisit, _ typed: Form?, _ problem: Problem?
    ) async throws -> BookPage {
        let zone = try Zone.stored(reader.timeZone)
        let book = try await desk.book(asked, in: zone)
        return BookPage(
            book, asked, typed, problem, key: Base64URL.text(random(18)),
            DateText(catalogue: visit.catalogue, zone: zone))
    }
}
