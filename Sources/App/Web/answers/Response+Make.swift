import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer from text that is written already.
    init(_ status: HTTPResponse.Status = .ok, json: JSONText) {
        self.init(status, bytes: json.buffer, type: Self.json)
    }

    /// A JSON answer: `{"name": …}`.
    static func object(
        _ status: HTTPResponse.Status = .ok, capacity: Int = 1024, _ write: (inout JSONText) throws -> Void
    ) rethrows -> Response {
        Response(status, json: try JSONText.object(capacity: capacity, write))
    }

    /// A list with its `total`, `limit`, `offset`, and where it goes on.
    static func list<Item>(
        _ name: StaticString, _ listing: Listing<Item>, _ write: (inout JSONText, Item) throws -> Void
    ) rethrows -> Response {
        try .object(capacity: 512 + 1_024 * listing.items.count) { json in
            try json.field(name, each: listing.items, write)
            json.fields(of: listing)
        }
    }

    init(_ status: HTTPResponse.Status = .ok, bytes: ByteBuffer, type: String) {
        self.init(status, bytes: bytes, type: HTTPField(name: .contentType, value: type))
    }

    private init(_ status: HTTPResponse.Status, bytes: ByteBuffer, type: HTTPField) {
        var headers = HTTPFields()
        headers.reserveCapacity(Self.usualHeaders)
        headers.append(type)
        self.init(status: status, headers: headers, body: .init(byteBuffer: bytes))
    }

    /// Room for its own and those that every answer gets.
    private static let usualHeaders = 14
    private static let json = HTTPField(name: .contentType, value: "application/json")

    init(_ status: HTTPResponse.Status = .ok, html: ByteBuffer) {
        self.init(status, bytes: html, type: "text/html; charset=utf-8")
    }

    init(text: String, type: String = "text/plain; charset=utf-8") {
        self.init(.ok, bytes: ByteBuffer(string: text), type: type)
    }

    static var noContent: Response { Response(status: .noContent) }

    /// The answer, which says in which language its words are.
    func spoken(in catalogue: Catalogue) -> Response {
        var response = self
        response.headers[.contentLanguage] = catalogue.language
        return response
    }
}
