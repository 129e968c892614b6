import Domain
import Foundation
import Hummingbird
import Logging

/// What somebody who guards the server wants to see, one line each on standard error, whatever `LOG_LEVEL` says:
/// `2026-11-27T15:00:00Z security sign_in_failed address=203.0.113.7 request=4f2a`. No line holds a name, a token or
/// anything that a stranger has written.
package struct SecurityLog: Sendable {
    package enum Event: String, Sendable {
        case signInFailed = "sign_in_failed"
        /// Tried too often: the way in is locked for a while.
        case signInRefused = "sign_in_refused"
        /// Asked too often for something else.
        case requestRefused = "request_refused"
        case tokenReused = "token_reused"
        case rightsChanged = "rights_changed"
    }

    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void
    /// Returns once everything is written; called at the end.
    let finish: @Sendable () -> Void

    package init(
        now: @escaping @Sendable () -> Date, write: @escaping @Sendable (String) -> Void,
        finish: @escaping @Sendable () -> Void = {}
    ) {
        self.now = now
        self.write = write
        self.finish = finish
    }

    package static func toStandardError(now: @escaping @Sendable () -> Date) -> SecurityLog {
        let writer = LogWriter { bytes in StandardOutput.write(bytes, to: .standardError) }
        return SecurityLog(
            now: now,
            write: { line in
                writer.add(line)
                writer.flush()
            }, finish: { writer.finish() })
    }

    /// Notes what happened in the request that is in work; `person` is whose account it is about, `detail` words of
    /// ours. Not to be called inside a transaction, which may run twice.
    func note(
        _ event: Event, person: UserID? = nil, by actor: UserID? = nil, detail: String? = nil,
        from origin: RequestOrigin? = .current
    ) {
        var line = "\(Timestamp.text(now())) security \(event.rawValue) address=\(origin?.address.description ?? "-")"
        line += " request=\(origin?.requestID ?? "-")"
        if let person { line += " person=\(person)" }
        if let actor { line += " by=\(actor)" }
        if let detail { line += " detail=\(detail)" }
        write(line)
    }
}

/// Which request is in work, for what is noted far from its route.
struct RequestOrigin: Sendable {
    let address: IPAddress
    private let logger: Logger

    init(_ context: AppContext) { (address, logger) = (context.address, context.logger) }

    /// Asked for only where something is noted.
    var requestID: String { logger.requestID }

    @TaskLocal static var current: RequestOrigin?
}

/// Notes who was refused at the door.
struct SecurityWatch {
    let log: SecurityLog

    func note(_ error: any Error, of request: Request, from origin: RequestOrigin) {
        guard let problem = ToldError(error).cause as? Problem else { return }
        switch problem.code {
        case .invalidCredentials, .invalidCode, .invalidTotp: log.note(.signInFailed, from: origin)
        case .tooManyRequests:
            log.note(problem.isLock || Self.isWayIn(request) ? .signInRefused : .requestRefused, from: origin)
        default: break
        }
    }

    private static func isWayIn(_ request: Request) -> Bool {
        let parts = PathParts(request.uri.path).all
        return parts.starts(with: ["api", "auth"]) || (request.method == .post && parts.first == "login")
    }
}
