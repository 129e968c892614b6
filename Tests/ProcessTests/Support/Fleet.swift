import Foundation

/// Servers that share one database, each with a data folder and a port of its own.
struct Fleet {
    /// Below those that the kernel gives to outgoing connections: a server that is started again finds its port free.
    private static let ports = 15_000...31_999
    private let settings: [String: String]
    private(set) var servers: [Server]

    /// Starts so many at the same moment, and waits until all listen.
    init(of count: Int, on database: String, _ more: [String: String] = [:]) async throws {
        let shared = ["DATABASE_URL": database, "JWT_SECRET": "one secret that all servers of a practice know"]
        let settings = shared.merging(more) { _, own in own }
        self.settings = settings
        let programs = try (0..<count).map { _ in
            let folder = try TemporaryFolder()
            let environment = Server.settings(port: try Self.freePort(), more: settings)
            return (try Program(Paths.informat, [], environment: environment, in: folder), folder)
        }
        servers = []
        for (program, folder) in programs { servers.append(try await Server.ready(program, in: folder)) }
    }

    subscript(number: Int) -> Server { servers[number] }

    var ports: [Int] { servers.map(\.port) }

    /// Kills these servers at the same moment.
    func crash(_ numbers: [Int]) async throws {
        for number in numbers { servers[number].program.signal(SIGKILL) }
        for number in numbers { try await servers[number].crash() }
    }

    /// Starts a server that has ended, on its port and in its folder.
    mutating func restart(_ number: Int) async throws {
        let ended = servers[number]
        servers[number] = try await Server.start(in: ended.folder, port: ended.port, settings)
    }

    /// Starts a server that has ended and kills it so soon after.
    func startAndCrash(_ number: Int, afterMilliseconds milliseconds: Int) async throws {
        let ended = servers[number]
        let environment = Server.settings(port: ended.port, more: settings)
        let program = try Program(Paths.informat, [], environment: environment, in: ended.folder)
        try await pause(milliseconds: milliseconds)
        program.signal(SIGKILL)
        _ = try await program.end()
    }

    /// Asks all to stop; their exit statuses.
    func stop() async throws -> [Int32] {
        for server in servers { server.program.signal(SIGTERM) }
        var statuses: [Int32] = []
        for server in servers { statuses.append(try await server.program.end()) }
        return statuses
    }

    static func freePort() throws -> Int {
        for _ in 1...100 {
            let port = Int.random(in: ports)
            if isFree(port) { return port }
        }
        throw Failure("found no free port in \(ports)")
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
