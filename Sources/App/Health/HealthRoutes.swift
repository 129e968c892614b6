import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Questions of balancers, monitors and Prometheus.
struct HealthRoutes: Sendable {
    let health: Health
    let metrics: Metrics
    /// Who may see more than whether the server lives, besides the machine itself.
    let monitors: [IPNetwork]

    func health(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireInsider(request, context)
        let state = await health.state()
        return .object(state.isOK ? .ok : .serviceUnavailable) { json in
            json.field("status", state.isOK ? "ok" : "degraded")
            json.field("version", health.version)
            json.field("uptime_seconds", Int(health.now().timeIntervalSince(health.startedAt)))
            json.field("checks") { json in
                json.field("database", state.database ? "ok" : "failed")
                json.field("jobs", state.jobs ? "ok" : "failed")
                json.field("disk", state.disk ? "ok" : "full")
                json.field("secret", state.secret ? "ok" : "differs")
            }
        }
    }

    /// Throws `not_found` for whoever asks from outside. So does who comes by a proxy that is not trusted: such a
    /// request carries the proxy's address, which is often that of this machine.
    private func requireInsider(_ request: Request, _ context: AppContext) throws {
        let isForwarded = request.headers.contains {
            let name = $0.name.canonicalName
            return name == "forwarded" || name.hasPrefix("x-forwarded-")
        }
        guard context.isProxied || !isForwarded, context.address.isLoopback || monitors.contains(context.address) else {
            throw Problem(.notFound)
        }
    }

    /// The process runs: a constant, and the bare JSON answer that other speeds are compared with.
    func live(_ request: Request, _ context: AppContext) async throws -> Response {
        .object(capacity: 32) { $0.field("status", "ok") }
    }

    /// Requests are welcome: the database answers, what other servers have signed is taken here, and the server is not
    /// about to stop.
    func ready(_ request: Request, _ context: AppContext) async throws -> Response {
        let state = await health.state()
        guard let reason = reasonToWait(state) else { return .object(capacity: 32) { $0.field("status", "ok") } }
        return .object(.serviceUnavailable) { json in
            json.field("status", "unavailable")
            json.field("reason", reason)
        }
    }

    private func reasonToWait(_ state: Health.State) -> String? {
        if !state.database { return "database" }
        if !state.secret { return "secret" }
        return health.stopping.hasBegun ? "stopping" : nil
    }

    func metrics(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireInsider(request, context)
        let state = await health.state()
        let gauges: [(name: String, help: String, value: Double)] = [
            ("informat_up_seconds", "Seconds since the start.", health.now().timeIntervalSince(health.startedAt)),
            ("informat_database_up", "1 while the database answers.", state.database ? 1 : 0),
            (
                "informat_jobs_overdue", "Jobs that wait for no other server and were not done in time.",
                Double(state.overdueJobs)
            ),
            ("informat_mails_overdue", "Mails that have waited for ten minutes.", Double(state.overdueMails)),
            ("informat_disk_full", "1 while there is no room for data.", state.disk ? 0 : 1),
            ("informat_secret_differs", "1 while another server signs what this one refuses.", state.secret ? 0 : 1),
            ("informat_mails_parked", "Mails that could not be sent.", Double(state.parkedMails)),
            ("informat_jobs_unwritten", "Jobs whose end could not be written.", Double(state.unwrittenJobs)),
        ]
        return Response(text: metrics.text(gauges: gauges), type: "text/plain; version=0.0.4; charset=utf-8")
    }
}
