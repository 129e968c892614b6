import App
import Foundation
import Logging
import Storage

extension Practice {
    struct NoLink: Error {}

    /// The token in the link of the latest letter to an address that leads to the page: `verify-email`, or
    /// `reset-password`. Letters of both kinds that are due at once go out side by side, in any order.
    func linkToken(to address: String, page: String = "verify-email") throws -> String {
        let link = /https:\/\/practice\.example\/(?<page>[a-z-]+)\?token=(?<token>[^\s"<&]+)/
        let matches = letters.letters(to: address).compactMap { $0.text.firstMatch(of: link) }
            .filter { $0.output.page == page }
        guard let last = matches.last else { throw NoLink() }
        return String(last.output.token)
    }

    /// The digits of the latest letter to an address that has a code in its subject.
    func code(to address: String) async throws -> String {
        try await work()
        let codes = letters.letters(to: address).compactMap { $0.subject.firstMatch(of: /^[0-9]{6}/)?.output }
        guard let last = codes.last else { throw NoLink() }
        return String(last)
    }

    /// Signs in by a code, as a program does.
    func signInByCode(_ email: String, _ fields: [String: String] = [:]) async throws -> Answer {
        let asked = try await visitor.post("/api/auth/code", ["email": email])
        let typed = ["request": try asked.text("request"), "code": try await code(to: email)]
        return try await visitor.post("/api/auth/code/verify", typed.merging(fields) { $1 })
    }

    /// Sends the link for a new password by mail and takes it out of the letter.
    func forgotten(_ address: String) async throws -> String {
        _ = try await visitor.post("/api/auth/forgot-password", ["email": address])
        try await work()
        return try linkToken(to: address, page: "reset-password")
    }

    /// Another server on the same database, perhaps by another door to it, with other settings.
    func anotherServer(
        on door: (any Database)? = nil, accessLog: AccessLog? = nil, log: any LogHandler = SwiftLogNoOpLogHandler(),
        room: Room = Room { nil }, healthPatience: Duration? = nil, lookPatience: Duration? = nil, seed: UInt64 = 8,
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> App {
        var settings = app.settings
        try change(&settings)
        let random = TestRandom(seed: seed)
        let clock = clock
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: letters.mailer, webhooks: calls.sender,
            passwordHash: .unsafe)
        (world.room, world.pause, world.calendars) = (room.bytes, pauses.pause, feeds.sender)
        world.waitLong()
        if let healthPatience { world.healthPatience = healthPatience }
        if let lookPatience { world.lookPatience = lookPatience }
        let logger = Logger(label: "test") { _ in log }
        return try await App(
            settings, database: door ?? app.database, world: world, logger: logger, accessLog: accessLog)
    }
}

/// How many bytes are free where the data is. A type, so that it is not taken for the closure at the end of a call.
struct Room: Sendable {
    let bytes: @Sendable () -> Int64?
}

extension Asker {
    /// The same person on another server.
    func on(_ app: App) -> Asker {
        Asker(app: app, token: token, userID: userID, service: service, headers: headers)
    }

    /// A page's form, sent as a browser does.
    func submit(_ path: String, _ form: String) async throws -> Answer {
        try await ask("POST", path, bytes: Data(form.utf8), type: "application/x-www-form-urlencoded")
    }
}

/// Both tokens of a sign-in.
struct TokenPair {
    let access: String
    let refresh: String

    init(_ answer: Answer) throws {
        access = try answer.text("token")
        refresh = try answer.text("refresh_token")
    }
}
