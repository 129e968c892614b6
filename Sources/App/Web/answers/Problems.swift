import Domain
import HTTPTypes
import Hummingbird
import Logging
import Storage

/// The one place where errors become answers: what a person can act on is told, anything else is logged and answered
/// with 500 and the request's id. Whoever looks at a page is answered by a page, programs by JSON.
struct Problems {
    let methods: AllowedMethods
    let pages: Pages

    func answer(
        _ error: any Error, to request: Request, _ context: AppContext, _ rules: RouteGroup.Rules
    ) -> Response {
        let told = ToldError(error)
        let catalogue = Self.catalogue(for: request, told.person)
        let problem = problem(of: told.cause, request, context)
        if problem.code == .methodNotAllowed, request.method == .get, rules.tellsByPage,
            let above = methods.page(above: request.uri.path)
        {
            return .seeOther(above.text)
        }
        var response =
            if rules.tellsByPage, let form = told.form {
                pages.answer(form.page, to: form.visit, after: problem)
            } else if rules.tellsByPage {
                pages.answer(problem, to: request, id: context.requestID, Self.visit(catalogue, told.person, request))
            } else {
                problem.response(catalogue)
            }
        if problem.code == .methodNotAllowed {
            response.headers[.allow] = methods.of(request.uri.path).joined(separator: ", ")
        }
        return response
    }

    /// In the language that the request wishes for, else that of the person who asks; times are in the person's zone.
    private static func catalogue(for request: Request, _ person: User?) -> Catalogue {
        let catalogue = Catalogue.of(accepting: request.headers[.acceptLanguage], else: person?.locale)
        return person.map { catalogue.inZone($0.timeZone) } ?? catalogue
    }

    private static func visit(_ catalogue: Catalogue, _ person: User?, _ request: Request) -> PageVisit {
        var visit = PageVisit(catalogue, asksForLanguage: true)
        visit.path = PageVisit.path(of: request)
        (visit.person, visit.staff) = (person?.name, PageVisit.Staff(person))
        return visit
    }

    private func problem(of error: any Error, _ request: Request, _ context: AppContext) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case StorageError.tookTooLong:
            context.logger.warning("a question took too long", metadata: ["request": "\(context.requestID)"])
            return Problem(.tookTooLong, arguments: ["seconds": "\(ReadLength.mostSeconds)"], retryAfterSeconds: 30)
        case let error as StorageError where error.mayPass:
            context.logger.error("storage: \(error)", metadata: ["request": "\(context.requestID)"])
            return Problem(.serviceUnavailable, retryAfterSeconds: 5)
        case let error as HTTPError: return problem(of: error, request)
        case is CancellationError: return Problem(.serviceUnavailable, retryAfterSeconds: 5)
        default:
            context.logger.error("bug: \(error)", metadata: ["request": "\(context.requestID)"])
            return Problem(.internalError)
        }
    }

    private func problem(of error: HTTPError, _ request: Request) -> Problem {
        switch error.status.code {
        case 404:
            let allowed = methods.of(request.uri.path)
            return Problem(allowed.isEmpty || allowed.contains(request.method.rawValue) ? .notFound : .methodNotAllowed)
        case 413: return Problem(.payloadTooLarge)
        case 415: return Problem(.unsupportedMediaType)
        case 400..<500: return Problem(.badRequest)
        default: return Problem(.internalError)
        }
    }
}
