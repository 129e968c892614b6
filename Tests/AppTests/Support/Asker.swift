import App
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

/// Someone who asks the server: requests go through the whole router, without a socket.
struct Asker: Sendable {
    let app: App
    var token: String?
    var userID: Int64 = 0
    /// What is booked where no service is named.
    var service: Int64 = 0
    /// Where the connection comes from.
    var peer = "127.0.0.1"
    /// Who answers in place of the whole server.
    var responds: (@Sendable (Request, AppContext) async throws -> Response)?
    /// Further headers of every request.
    var headers: [String: String] = [:]

    func with(_ name: String, _ value: String) -> Asker {
        var asker = self
        asker.headers[name] = value
        return asker
    }

    /// The same person by a connection from this address.
    func from(_ address: String) -> Asker {
        var asker = self
        asker.peer = address
        return asker
    }

    func get(_ path: String) async throws -> Answer { try await ask("GET", path) }
    func delete(_ path: String, _ body: [String: any Sendable]? = nil) async throws -> Answer {
        try await ask("DELETE", path, body)
    }
    func post(_ path: String, _ body: [String: any Sendable]? = nil) async throws -> Answer {
        try await ask("POST", path, body)
    }
    func put(_ path: String, _ body: [String: any Sendable]) async throws -> Answer {
        try await ask("PUT", path, body)
    }
    func patch(_ path: String, _ body: [String: any Sendable]) async throws -> Answer {
        try await ask("PATCH", path, body)
    }

    func ask(_ method: String, _ path: String, _ body: [String: any Sendable]? = nil) async throws -> Answer {
        let bytes = try body.map { try JSONSerialization.data(withJSONObject: $0) }
        return try await ask(method, path, bytes: bytes, type: "application/json")
    }

    /// A request with any bytes as its body.
    func ask(_ method: String, _ path: String, bytes: Data?, type: String) async throws -> Answer {
        let response = try await response(method, path, bytes: bytes, type: type)
        let written = Written()
        try await response.body.write(written)
        return Answer(status: Int(response.status.code), headers: response.headers, bytes: written.bytes)
    }

    /// The answer before its body is read.
    func response(_ method: String, _ path: String, bytes: Data? = nil, type: String = "") async throws -> Response {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        if let bytes {
            fields[.contentType] = type
            fields[.contentLength] = String(bytes.count)
        }
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        let head = HTTPRequest(
            method: HTTPRequest.Method(rawValue: method)!, scheme: "http", authority: "practice.example", path: path,
            headerFields: fields)
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: bytes ?? Data())))
        // A handler that keeps metadata, as the request's id is one.
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        logger[metadataKey: "hb.request.id"] = "test"
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: peer, port: 40_000)
        let context = AppContext(source: .init(channel: channel, logger: logger))
        if let responds { return try await responds(request, context) }
        return try await app.responder.respond(to: request, context: context)
    }
}

/// Collects a response's body.
private final class Written: ResponseBodyWriter, @unchecked Sendable {
    var bytes = Data()
    func write(_ buffer: ByteBuffer) async throws { bytes.append(contentsOf: buffer.readableBytesView) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// What the server answered.
struct Answer: Sendable, CustomStringConvertible {
    let status: Int
    let headers: HTTPFields
    let bytes: Data

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var description: String { "\(status) \(text)" }
    func header(_ name: String) -> String? { headers[HTTPField.Name(name)!] }

    /// The whole body as a JSON object.
    func json() throws -> Fields { try Fields(bytes) }
    /// `code` of a problem body.
    var code: String? { try? json().text("code") }
    /// Names of the fields that a problem complains about.
    var complainedFields: [String] { (try? json().array("errors").map { try $0.text("field") }) ?? [] }
    func text(_ name: String) throws -> String { try json().text(name) }
    func object(_ name: String) throws -> Fields { try json().object(name) }
    func array(_ name: String) throws -> [Fields] { try json().array(name) }
    func int(_ name: String) throws -> Int64 { try json().int(name) }
}

/// A JSON object whose fields must have the type that a test expects.
struct Fields {
    let values: [String: Any]
    struct Missing: Error, CustomStringConvertible { let description: String }

    init(_ bytes: Data) throws {
        guard let values = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
            throw Missing(description: "no JSON object: \(String(decoding: bytes, as: UTF8.self))")
        }
        self.values = values
    }

    init(values: [String: Any]) { self.values = values }

    var names: Set<String> { Set(values.keys) }
    func isNull(_ name: String) -> Bool { values[name] is NSNull }
    func text(_ name: String) throws -> String { try value(name) }
    func int(_ name: String) throws -> Int64 { Int64(try value(name) as Int) }
    func flag(_ name: String) throws -> Bool { try value(name) }
    func object(_ name: String) throws -> Fields { Fields(values: try value(name)) }
    func array(_ name: String) throws -> [Fields] {
        (try value(name) as [[String: Any]]).map(Fields.init(values:))
    }

    private func value<T>(_ name: String) throws -> T {
        guard let value = values[name] as? T else {
            throw Missing(description: "“\(name)” is not a \(T.self) in \(values)")
        }
        return value
    }
}
