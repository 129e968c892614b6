import Foundation

import Wire

/// Peers/http_peer.py: a web server on a free port of this machine, gone when nobody holds it any more.
final class HTTPPeer {
    private struct Ready: Decodable {
        let port: Int
        let ipv6: Bool
        let ca: String?
    }

    private struct Event: Decodable {
        let event: String
        let connection: Int?
        let head: Data?
        let body: Data?
    }

    /// A request as it came.
    struct Call {
        /// The first connection is 1.
        let connection: Int
        let head: String
        let body: [UInt8]

        /// `POST /path?query`
        var line: String { head.components(separatedBy: " HTTP/1.1\r\n").first ?? "" }
        var headerLines: [String] { Array(head.components(separatedBy: "\r\n").dropFirst().dropLast(2)) }
    }

    private let folder: TemporaryFolder
    private let process: PythonPeer
    let port: Int
    let hasIPv6: Bool
    /// The certificate that its own is signed with.
    let caFile: String?

    init(_ arguments: String...) throws {
        folder = try TemporaryFolder()
        process = try PythonPeer("http_peer.py", ["--store", folder.url.path] + arguments)
        let ready = try JSONDecoder().decode(Ready.self, from: process.line())
        port = ready.port
        hasIPv6 = ready.ipv6
        caFile = ready.ca
    }

    func url(_ path: String, host: String = "127.0.0.1") -> String {
        "\(caFile == nil ? "http" : "https")://\(host):\(port)\(path)"
    }

    func calls() throws -> [Call] {
        try events().filter { $0.event == "call" }.map { event in
            Call(
                connection: event.connection ?? 0, head: String(decoding: event.head ?? Data(), as: UTF8.self),
                body: Array(event.body ?? Data()))
        }
    }

    /// How many connections were made to it.
    func connections() throws -> Int { try events().count { $0.event == "connect" } }

    private func events() throws -> [Event] {
        let file = folder.url.appending(path: "events.jsonl")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Event.self, from: Data($0))
        }
    }
}

/// What the work throws; nil where it does not, or throws something else than an `HTTPError`.
func httpFailure<Result>(_ work: () async throws -> Result) async -> HTTPError? {
    do { _ = try await work() } catch { return error as? HTTPError }
    return nil
}

func isUnreachable(_ error: HTTPError?) -> Bool {
    if case .unreachable = error { true } else { false }
}

func isMalformed(_ error: HTTPError?) -> Bool {
    if case .malformed = error { true } else { false }
}
