import App
import Foundation
import Logging
import Storage

/// A server that dies when its plan says so, and is started again on the same database in a world that has gone on. It
/// works one job after the other, so that a run can be repeated.
final class MortalServer {
    let plan = CrashPlan()
    private let settings: Settings
    private let database: any Database
    private let world: World
    private var life: ServerLife
    private var app: App

    /// Beside a practice whose own server only looks on.
    init(beside practice: Practice, world: World) async throws {
        settings = practice.app.settings
        database = practice.app.database
        self.world = world
        life = ServerLife(plan)
        app = try await Self.app(settings, life.door(to: database), world)
        try await app.prepare()
    }

    var isDead: Bool { life.isDead }

    /// Starts it again, and again where it dies while it starts.
    func restart() async throws {
        repeat {
            life = ServerLife(plan)
            app = try await Self.app(settings, life.door(to: database), world)
            do { try await app.prepare() } catch is Crash {}
        } while life.isDead
    }

    /// What it answers; nil where it died meanwhile, so that nobody knows what was done.
    func answer(
        _ asker: Asker, _ method: String, _ path: String, _ json: Data?
    ) async throws -> Answer? {
        let answer = try await asker.on(app).ask(method, path, bytes: json, type: "application/json")
        return isDead ? nil : answer
    }

    /// Works what is due, or as much of it as it lives to do.
    func work() async throws {
        var worker = app.worker
        worker.takesTurns = true
        do { try await worker.runAllDue() } catch is Crash {}
    }

    private static func app(_ settings: Settings, _ database: any Database, _ world: World) async throws -> App {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await App(settings, database: database, world: world, logger: logger)
    }
}
