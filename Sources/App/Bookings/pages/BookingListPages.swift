import Domain
import Hummingbird

/// The practice's bookings in a browser: an admin's are all, a host's their own.
struct BookingListPages: Sendable {
    let bookings: Bookings
    let pages: Pages
    let zones: ReaderZones

    static let path = DeskPlace.bookings.path

    /// Where one is shown to those who run the practice.
    static func path(of id: BookingID) -> String { "\(path)/\(id)" }

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let asked = try query(request, context.user)
        let visit = PageVisit(request, context.browser)
        do {
            let listed = try await bookings.listed(asked.filter(), asked.part(), for: context.user)
            return pages.answer(BookingListPage(listed, asked, for: context.user, visit.catalogue), to: visit)
        } catch let problem as Problem where !problem.fields.isEmpty {
            // What cannot be read finds nothing, and stands there to be mended.
            let none = try await bookings.listed(.none, asked.part(), for: context.user)
            let page = BookingListPage(none, asked, for: context.user, visit.catalogue, problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    /// What the list shows, and what stands on its other pages, as a file for spreadsheets.
    func csv(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let filter = try query(request, context.user).filter().narrowed(to: context.user)
        return try await BookingExportRoutes(bookings: bookings).file(filter, marked: true)
    }

    private func query(_ request: Request, _ reader: User) throws -> BookingListQuery {
        BookingListQuery(try Query(request), in: try zones.zone(of: request, reader).zone)
    }
}

extension BookingFilter {
    /// Of a time that never was.
    fileprivate static let none = BookingFilter(from: .distantPast, to: .distantPast)
}
