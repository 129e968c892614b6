import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage

extension App {
    /// A connection without traffic is closed after this; slow headers would else stay open for ever.
    private static let idleTimeout = TimeAmount.seconds(60)
    /// Running requests and jobs are waited for this long, in seconds, once no more are taken.
    private static let longestGoodbye = 70

    /// Serves until SIGTERM or SIGINT and for as long as the settings say after it, then finishes what runs. `started`
    /// is called with the port once it listens; `lost` with the file of the database that is gone or another one by
    /// now, and must end the program: what is answered from then on is kept nowhere.
    package func serve(
        logger: Logger, lost: @escaping @Sendable (_ file: String) -> Void,
        started: @escaping @Sendable (_ port: Int) async -> Void
    ) async throws {
        let limits = settings.connectionLimits
        let connections = Tally(mostInAll: limits.all, mostBySubscriber: limits.byAddress)
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        ConnectionDoor(connections, limits: limits, proxies: settings.trustedProxies)
                    ],
                    idleTimeout: Self.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(settings.listenHost, port: settings.listenPort), serverName: nil, backlog: 1_024),
            onServerRunning: { channel in await started(channel.localAddress?.port ?? settings.listenPort) },
            logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                lookout(logger, lost), LogWriting(log: accessLog), ZoneWatch(logger: logger),
                BrandingWatch(app: self, logger: logger), worker, live, application,
                StopTelling(stopping: stopping, drainSeconds: settings.drainSeconds),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(settings.drainSeconds + Self.longestGoodbye)
        do {
            // Also where a part of the server fails: else the last second of lines would be lost.
            defer { finishLogs() }
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            logger.warning("stopped before everything was finished; what was left runs at the next start")
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw SettingError("LISTEN", "The address is not to be had: \(reason).")
        }
        await mailer.close()
        await forgetSecrets(logger)
        try await database.close()
    }

    private func lookout(_ logger: Logger, _ lost: @escaping @Sendable (String) -> Void) -> Lookout {
        Lookout(
            files: settings.database.path.map { OpenedFiles(of: $0) },
            lost: { name in
                finishLogs()
                lost(name)
            }, note: noteAgain, logger: logger)
    }

    private func finishLogs() {
        accessLog.finish()
        accounts.security.finish()
    }

    /// Others need not reckon with this server any more. Where that fails they stop by themselves, a little later.
    private func forgetSecrets(_ logger: Logger) async {
        do { try await database.write(.readCommitted) { [secrets] in try $0.forgetSecrets(secrets) } } catch {
            logger.warning("that this server ends cannot be written down: \(error)")
        }
    }
}

/// Writes the access log by the second.
private struct LogWriting: NamedService {
    let log: AccessLog

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                log.flush()
                try? await Task.sleep(for: .seconds(1))  // try? is fine: a stop cuts it short
            }
        }
    }
}

/// Tells the health routes that the server begins to stop. Services are stopped from the last to the first, each after
/// the one behind it has ended: as the last it speaks while requests are still being answered, and as long as it drains
/// the others go on as ever. The worker too: what requests make due meanwhile need not wait for another server.
private struct StopTelling: NamedService {
    let stopping: Stopping
    let drainSeconds: Int

    func run() async throws {
        try await gracefulShutdown()
        stopping.begin()
        try await Task.sleep(for: .seconds(drainSeconds))
    }
}
