import Domain
import Foundation
import Hummingbird

/// The page of times to which a booking can be moved, for whoever is signed in, for whoever comes by a mail's link, and
/// for those who run the practice.
struct MovePages: Sendable {
    let bookings: Bookings
    let pages: Pages
    let zones: ReaderZones

    /// The page of a booking whose own page is at `path`; `problem` is why a time was refused. Where it cannot be
    /// moved, its own page says why.
    func page(
        _ id: BookingID, _ scope: BookingScope, at path: String, _ request: Request, _ visit: PageVisit,
        problem: Problem? = nil
    ) async throws -> Response {
        let (query, reader) = (try Query(request), try zones.zone(of: request, scope.asker))
        do {
            let asked = problem == nil ? AskedMonth(query) : AskedMonth()
            let found = try await bookings.month(asked, moving: id, scope, in: reader.zone)
            return try answer(found, reader, at: path, request, visit, problem: problem)
        } catch let problem as Problem where Self.isTold(problem) { return .seeOther(path) }
    }

    /// Shows a month; `reader` says in which zone.
    func answer(
        _ found: MoveMonth, _ reader: ReaderZone, at path: String, _ request: Request, _ visit: PageVisit,
        problem: Problem? = nil
    ) throws -> Response {
        let query = try Query(request)
        let here = PagePath(path: "\(path)/move")
        let host = (found.offering.host.name, try Zone.stored(found.offering.zoneIdentifier))
        let view = MonthPicker.View(
            reader: reader, links: PickerLinks(page: here, step: here),
            showsAllZones: query.text(ZoneLine.all) != nil, host: host)
        let month = MovePage(found, at: path, view, visit.catalogue, problem: problem)
        let page: any Page = found.isForPractice ? DeskMovePage(month) : month
        if let problem { throw ToldError(problem, by: (page, visit)) }
        var response = pages.answer(page, to: visit)
        zones.keep(request, in: &response)
        return response
    }

    /// Whether the booking's own page tells it better.
    static func isTold(_ problem: Problem) -> Bool {
        [.illegalMove, .changeNotice, .slotUnavailable].contains(problem.code)
    }
}
