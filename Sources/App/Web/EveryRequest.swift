import HTTPTypes
import Hummingbird

/// What is done for every request, whichever route answers it. One layer of the router and not one for each part: a
/// layer costs more than most parts do. A part knows nothing of the others; their order stands here alone.
struct EveryRequest: RouterMiddleware {
    let observe: Observe
    let headers: SecurityHeaders
    let language: ChosenLanguage
    let origins: CrossOrigin
    let problems: Problems
    let clients: ClientAddress
    let watch: SecurityWatch
    let inWork: RequestsInWork
    let nowhere: PagesNowhere

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let rules = RouteGroup(path: request.uri.path).rules
        let request = rules.hasCookies ? language.told(by: request) : request.withoutCookies
        var response: Response
        if let beforehand = origins.answerBeforehand(request) {
            response = beforehand
        } else {
            do { response = try await answer(request, context, rules, next) } catch {
                response = problems.answer(error, to: request, context, rules)
            }
        }
        origins.note(in: &response, to: request)
        headers.add(to: &response, rules, for: request)
        observe.note(&response, to: request, context, since: start)
        return response
    }

    private func answer(
        _ request: Request, _ context: AppContext, _ rules: RouteGroup.Rules,
        _ next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        try HostHeader.require(in: request)
        let context = clients.told(by: request.headers, in: context)
        let origin = RequestOrigin(context)
        do {
            try inWork.enter(context.address)
            defer { inWork.leave(context.address) }
            return try await RequestOrigin.$current.withValue(origin) {
                try await nowhere.answer(request, context, rules, next)
            }
        } catch {
            watch.note(error, of: request, from: origin)
            throw error
        }
    }
}

extension Request {
    /// For routes to which no cookie comes.
    fileprivate var withoutCookies: Request {
        guard headers.contains(.cookie) else { return self }
        var head = head
        head.headerFields[.cookie] = nil
        return Request(head: head, body: body)
    }
}
