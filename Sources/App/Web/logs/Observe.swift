import Foundation
import HTTPTypes
import Hummingbird

/// Gives every answer its request id, and tells the access log and the metrics of it.
struct Observe {
    let log: AccessLog
    let metrics: Metrics
    let now: @Sendable () -> Date

    func note(
        _ response: inout Response, to request: Request, _ context: AppContext, since start: ContinuousClock.Instant
    ) {
        let id = context.requestID
        response.headers.append(HTTPField(name: Self.requestID, value: id))
        let elapsed = ContinuousClock.now - start
        let microseconds =
            Int(elapsed.components.seconds) * 1_000_000 + Int(elapsed.components.attoseconds / 1_000_000_000_000)
        let status = Int(response.status.code)
        let route = context.endpointPath ?? "-"
        metrics.count(method: request.method.rawValue, route: route, status: status, microseconds: microseconds)
        let answer = (status: status, bytes: response.body.contentLength ?? 0, microseconds: microseconds)
        log.note(AccessLine(at: now(), method: request.method.rawValue, route: route, answer: answer, id: id))
    }

    private static let requestID = headerName("X-Request-Id")
}
