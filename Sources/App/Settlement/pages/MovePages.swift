import Domain
import Foundation
import Hummingbird

/// The page on which a client moves a booking, for whoever is signed in and for whoever comes by a mail's link.
struct MovePages: Sendable {
    let bookings: Bookings
    let pages: Pages
    let zones: ReaderZones

    /// The page of a booking whose own page is at `path`; `problem` is why a time was refused. Where it cannot be
    /// moved, its own page says why.
    func page(
        _ id: BookingID, of client: User, at path: String, _ request: Request, _ visit: PageVisit,
        problem: Problem? = nil
    ) async throws -> Response {
        let (query, reader) = (try Query(request), try zones.zone(of: request, client))
        do {
            let asked = problem == nil ? AskedMonth(query) : AskedMonth()
            let found = try await bookings.month(asked, moving: id, of: client, in: reader.zone)
            let here = PagePath(path: "\(path)/move")
            let host = (found.offering.host.name, try Zone.stored(found.offering.zoneIdentifier))
            let view = MonthPicker.View(
                reader: reader, links: PickerLinks(page: here, step: here),
                showsAllZones: query.text(ZoneLine.all) != nil, host: host)
            let page = MovePage(found, at: path, view, visit.catalogue, problem: problem)
            if let problem { throw ToldError(problem, by: (page, visit)) }
            var response = pages.answer(page, to: visit)
            zones.keep(request, in: &response)
            return response
        } catch let problem as Problem where Self.isTold(problem) { return .seeOther(path) }
    }

    /// Moves, and leads to the booking: also where the form was sent twice.
    func move(
        _ id: BookingID, of client: User, at path: String, _ form: Form, _ request: Request, _ visit: PageVisit
    ) async throws -> Response {
        do {
            let start = try Form.gather(form.need("at", Form.instant, BookingForm.start))
            _ = try await bookings.reschedule(id, .visible(to: client), to: start, key: nil)
            return BookingNotice.moved.seen(on: path)
        } catch let problem as Problem {
            return try await page(id, of: client, at: path, request, visit, problem: problem)
        }
    }

    /// Whether the booking's own page tells it better.
    private static func isTold(_ problem: Problem) -> Bool {
        [.illegalMove, .changeNotice, .slotUnavailable].contains(problem.code)
    }
}
