import Domain
import Foundation
import Hummingbird

/// The page of statistics: an admin's are the practice's, a host's their own. What is shown stands in its address.
struct StatsPages: Sendable {
    let statistics: Statistics
    let pages: Pages

    static let path = DeskPlace.stats.path

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let visit = PageVisit(request, context.browser)
        let today = try await statistics.today()
        do {
            let asked = try StatsQuery(query, on: today)
            let report = try await statistics.report(asked.question, for: context.user)
            return pages.answer(StatsPage(report, asked, visit.catalogue), to: visit)
        } catch let problem as Problem where problem.code == .validationFailed {
            let asked = try StatsQuery(query, insteadOn: today)
            let report = try await statistics.report(asked.question, for: context.user)
            throw ToldError(problem, by: (StatsPage(report, asked, visit.catalogue, problem: problem), visit))
        }
    }

    /// The days that are shown, as a file for spreadsheets.
    func csv(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let asked = try StatsQuery(try Query(request), on: try await statistics.today())
        let days = try await statistics.days(asked.question, for: context.user)
        var response = Response(text: StatisticsCSV.text(days), type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"statistics.csv\""
        return response
    }
}
