import Cryptography
import Domain
import Foundation
import Hummingbird

/// Booking for a client from the calendar: for admins anybody's services, for hosts their own, as in the API.
struct BookPages: Sendable {
    let desk: Desk
    let random: @Sendable (Int) -> [UInt8]
    let pages: Pages

    static let path = DeskPlace.home + "/book"
    /// Where the page's script asks whom a search finds.
    static let people = path + "/people"
    private static let fields = BookingForm.fields.union(NamedClient.fields).union(["host", "key", "q"])

    /// With `host`, `service`, `at`, `q` and `user_id` in its URL; what cannot be read is not there.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let asked = DeskBookQuestion(
            host: query.text("host").flatMap { UserID($0) }, service: query.text("service").flatMap { ServiceID($0) },
            at: try query.instant("at"), search: try query.search("q"),
            person: query.text("user_id").flatMap { UserID($0) })
        let visit = PageVisit(request, context.browser)
        return pages.answer(try await page(asked, context.user, visit), to: visit)
    }

    /// The names and addresses of those whom a search finds, as JSON: nothing that the page would not show.
    func people(_ request: Request, _ context: SignedInPage) async throws -> Response {
        try context.user.requireStaff()
        let search = try Query(request).search("q") ?? ""
        let found = search.isEmpty ? [] : try await desk.people(matching: search, for: context.user)
        return .object { json in
            json.field("people", each: found) { json, person in
                json.object { json in
                    json.field("id", person.id)
                    json.field("text", BookPage.text(of: person))
                }
            }
        }
    }

    func book(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let scope = try BookingScope.run(by: context.user)
        let form = try context.form(Self.fields)
        do {
            let (wanted, client) = try Form.gather(
                Form.answer {
                    let key = try BookingForm.idempotencyKey(form.typed("key"), "key")
                    return try BookingForm.request(form, idempotencyKey: key)
                }, Form.answer { try NamedClient(form) })
            guard client.id != nil || client.email != nil else { throw Problem.invalid("email", .required) }
            let booked = try await desk.meetings.bookings.book(wanted, for: client, scope)
            return .seeOther(BookingListPages.path(of: booked.entry.booking.id))
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let search = form.typed("q")
            let asked = DeskBookQuestion(
                host: UserID(form.typed("host")), service: ServiceID(form.typed("service_id")), at: start(form),
                search: search.isEmpty ? nil : search, person: UserID(form.typed("user_id")))
            throw ToldError(problem, by: (try await page(asked, context.user, visit, form, problem), visit))
        }
    }

    private func start(_ form: Form) -> Date? {
        try? Timestamp.date(form.typed("scheduled_at"), field: "scheduled_at")  // try? is fine: it is complained of
    }

    private func page(
        _ asked: DeskBookQuestion, _ reader: User, _ visit: PageVisit, _ typed: Form? = nil, _ problem: Problem? = nil
    ) async throws -> BookPage {
        let zone = try Zone.stored(reader.timeZone)
        let view = BookPage.View(
            book: try await desk.book(asked, for: reader, in: zone), asked: asked, typed: typed, problem: problem,
            key: Base64URL.text(random(18)))
        return BookPage(view, DateText(catalogue: visit.catalogue, zone: zone))
    }
}
