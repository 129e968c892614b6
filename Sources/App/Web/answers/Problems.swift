import Domain
import HTTPTypes
import Hummingbird
import Logging
import Storage

/// The one place where errors become answers: what a person can act on is told, anything else is logged and answered
/// with 500 and the request's id.
struct Problems: RouterMiddleware {
    let methods: AllowedMethods

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return answer(error, to: request, context, Self.catalogue(for: request, context))
        }
    }

    /// In the language that the request wishes for, else that of the person who asks; times are in the person's zone.
    private static func catalogue(for request: Request, _ context: AppContext) -> Catalogue {
        let person = context.recognized.person
        let catalogue = Catalogue.of(accepting: request.headers[.acceptLanguage], else: person?.locale)
        return person.map { catalogue.inZone($0.timeZone) } ?? catalogue
    }

    private func answer(
        _ error: any Error, to request: Request, _ context: AppContext, _ catalogue: Catalogue
    ) -> Response {
        switch error {
        case let problem as Problem: return problem.response(catalogue)
        case StorageError.tookTooLong:
            context.logger.warning("a question took too long", metadata: ["request": "\(context.requestID)"])
            return Problem(
                .tookTooLong, arguments: ["seconds": "\(ReadLength.mostSeconds)"], retryAfterSeconds: 30
            ).response(catalogue)
        case let error as StorageError where error.mayPass:
            context.logger.error("storage: \(error)", metadata: ["request": "\(context.requestID)"])
            return Problem(.serviceUnavailable, retryAfterSeconds: 5).response(catalogue)
        case let error as HTTPError: return answer(error, to: request, catalogue)
        case is CancellationError: return Problem(.serviceUnavailable, retryAfterSeconds: 5).response(catalogue)
        default:
            context.logger.error("bug: \(error)", metadata: ["request": "\(context.requestID)"])
            return Problem(.internalError).response(catalogue)
        }
    }

    private func answer(_ error: HTTPError, to request: Request, _ catalogue: Catalogue) -> Response {
        switch error.status.code {
        case 404:
            let allowed = methods.of(request.uri.path)
            guard !allowed.isEmpty, !allowed.contains(request.method.rawValue) else {
                return Problem(.notFound).response(catalogue)
            }
            var response = Problem(.methodNotAllowed).response(catalogue)
            response.headers[.allow] = allowed.joined(separator: ", ")
            return response
        case 413: return Problem(.payloadTooLarge).response(catalogue)
        case 415: return Problem(.unsupportedMediaType).response(catalogue)
        case 400..<500: return Problem(.badRequest).response(catalogue)
        default: return Problem(.internalError).response(catalogue)
        }
    }
}
