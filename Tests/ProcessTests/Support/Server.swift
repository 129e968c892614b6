import Foundation

/// A running server on a port of its own.
final class Server: Sendable {
    static let email = "boss@example.com"
    static let password = "correct horse battery"

    let program: Program
    let port: Int
    /// The database and everything beside it are in `data` there.
    let folder: TemporaryFolder

    private init(program: Program, port: Int, folder: TemporaryFolder) {
        self.program = program
        self.port = port
        self.folder = folder
    }

    /// The settings of a server in its working folder, on a free port unless one is asked for.
    static func settings(port: Int = 0, more: [String: String] = [:]) -> [String: String] {
        let settings = [
            "LISTEN": "127.0.0.1:\(port)", "DATABASE_URL": "sqlite:data/informat.sqlite", "TZ": "UTC",
            "PUBLIC_URL": "http://practice.example", "ADMIN_EMAIL": email, "ADMIN_PASSWORD": password,
            "LOG_LEVEL": "warning",
        ]
        // An empty value means that the setting is absent.
        return settings.merging(more) { _, own in own }.filter { !$0.value.isEmpty }
    }

    /// Starts one, with `arguments`, and waits for its banner.
    static func start(
        in folder: TemporaryFolder, port: Int = 0, _ more: [String: String] = [:], arguments: [String] = []
    ) async throws -> Server {
        let settings = settings(port: port, more: more)
        return try await ready(try Program(Paths.informat, arguments, environment: settings, in: folder), in: folder)
    }

    /// A server that was started otherwise, once it says where it listens.
    static func ready(_ program: Program, in folder: TemporaryFolder) async throws -> Server {
        do {
            let port = try await program.output.wait(for: "banner", listeningPort)
            return Server(program: program, port: port, folder: folder)
        } catch {
            throw Failure("\(error) \(program.errors.text)")
        }
    }

    private static func listeningPort(_ banner: String) -> Int? {
        guard let match = banner.firstMatch(of: /listens on http:\/\/[0-9.]+:([0-9]+)\n/) else { return nil }
        // The last line of the banner is out when this is: a test may read all of it.
        return banner.contains("Control-C.\n") ? Int(match.1) : nil
    }

    var visitor: Visitor { Visitor(port: port) }

    func boss() async throws -> Visitor { try await visitor.signIn(Self.email, Self.password) }

    /// Asks it to stop; the exit status.
    @discardableResult
    func stop() async throws -> Int32 {
        program.signal(SIGTERM)
        return try await program.end()
    }

    /// Ends it as a power cut would.
    func crash() async throws {
        program.signal(SIGKILL)
        _ = try await program.end()
    }
}
