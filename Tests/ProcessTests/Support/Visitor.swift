import Foundation
import Peers

/// Someone who asks a server over a real socket; each question has a connection of its own.
struct Visitor: Sendable {
    let port: Int
    var token: String?

    func get(_ path: String) async throws -> Answer { try await ask("GET", path) }
    func post(_ path: String, _ body: [String: any Sendable] = [:]) async throws -> Answer {
        try await ask("POST", path, body)
    }
    func put(_ path: String, _ body: [String: any Sendable]) async throws -> Answer {
        try await ask("PUT", path, body)
    }

    /// Waits until the server says that it is well: on a crowded machine its database may once take longer to answer
    /// than `/health` waits.
    func becomesWell() async throws {
        try await eventually("it is well") { try await get("/health").status == 200 }
    }

    /// Asks again, with its key, for as long as the server is too busy, as a client should: of many writers at once one
    /// may wait for longer than a server lets it.
    func postPatiently(_ path: String, _ body: [String: any Sendable] = [:]) async throws -> Answer {
        let key = UUID().uuidString
        let end = ContinuousClock.now + .seconds(patienceSeconds)
        while true {
            let answer = try await ask("POST", path, body, key: key)
            guard answer.status == 503, ContinuousClock.now < end else { return answer }
            try await pause(milliseconds: 200)
        }
    }

    func ask(
        _ method: String, _ path: String, _ body: [String: any Sendable]? = nil, key: String? = nil
    ) async throws -> Answer {
        let bytes = try body.map { try JSONSerialization.data(withJSONObject: $0) }
        let request = request(method, path, bytes, key: key)
        let connection = try await onThread { [port] in try Connection(port: port) }
        try connection.send(request)
        return try await connection.answer()
    }

    /// The bytes of a request; `body` is JSON.
    func request(
        _ method: String, _ path: String, _ body: Data? = nil, staysOpen: Bool = false, key: String? = nil
    ) -> Data {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"]
        if !staysOpen { lines.append("Connection: close") }
        if let token { lines.append("Authorization: Bearer \(token)") }
        if let key { lines.append("Idempotency-Key: \(key)") }
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.count)"] }
        return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? Data())
    }

    func signIn(_ email: String, _ password: String) async throws -> Visitor {
        let answer = try await post("/api/auth/login", ["email": email, "password": password])
        return Visitor(port: port, token: try answer.text("token"))
    }

    /// A new client, signed in.
    func register(_ email: String) async throws -> Visitor {
        let answer = try await post("/api/auth/register", ["email": email, "password": Server.password])
        return Visitor(port: port, token: try answer.text("token"))
    }

    /// The id of whoever is signed in.
    func ownID() async throws -> Int {
        guard let id = try await get("/api/users/me").object("user")["id"] as? Int else { throw Failure("no id") }
        return id
    }

    /// The id of the only service, which the first start has made.
    func service() async throws -> Int {
        let services = try await get("/api/services").list("services")
        guard services.count == 1, let id = services[0]["id"] as? Int else { throw Failure("not one: \(services)") }
        return id
    }

    /// The starts that the only service offers within two weeks.
    func slots() async throws -> [String] {
        let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        let (from, to) = (Date(), Date(timeIntervalSinceNow: 14 * 86_400))
        let answer = try await get(
            "/api/services/\(service())/slots?from=\(from.formatted(day))&to=\(to.formatted(day))")
        return try answer.list("slots").compactMap { $0["starts_at"] as? String }
    }

    func firstSlot() async throws -> String {
        guard let slot = try await slots().first else { throw Failure("no slot is offered") }
        return slot
    }

    /// The same person at another server.
    func at(_ server: Server) -> Visitor { Visitor(port: server.port, token: token) }
}

/// What a server answered.
struct Answer: Sendable, CustomStringConvertible {
    let status: Int
    /// Names in small letters.
    let headers: [String: String]
    let body: Data

    /// Nothing where the bytes are no whole answer yet; `isWhole` where no more will come.
    init?(_ bytes: Data, isWhole: Bool) {
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        guard let code = head[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        status = code
        headers = Dictionary(
            head.dropFirst().compactMap { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { return nil }
                return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
            }
        ) { first, _ in first }
        body = Data(bytes[end.upperBound...])
        let length = headers["content-length"].flatMap(Int.init)
        guard isWhole || length.map({ body.count >= $0 }) ?? (code == 204) else { return nil }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "\(status) \(text)" }
    /// `code` of a problem.
    var code: String? { try? text("code") }

    func object() throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            throw Failure("no JSON object: \(self)")
        }
        return object
    }

    func text(_ name: String) throws -> String { try member(name) }
    func number(_ name: String) throws -> Int { try member(name) }
    func object(_ name: String) throws -> [String: Any] { try member(name) }
    func list(_ name: String) throws -> [[String: Any]] { try member(name) }

    private func member<Value>(_ name: String) throws -> Value {
        guard let value = try object()[name] as? Value else { throw Failure("no \(name) of \(Value.self): \(self)") }
        return value
    }
}
