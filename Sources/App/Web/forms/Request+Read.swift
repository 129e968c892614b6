import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The JSON object in the body; an absent body counts as an empty object where nothing is required.
    func form(_ allowed: Set<String>, _ context: some RequestContext) async throws -> Form {
        let bytes = try await bodyBytes(context)
        guard !bytes.isEmpty else { return try Form([:], allowed: allowed) }
        try requireType("application/json")
        return try Form(try Self.object(in: bytes), allowed: allowed)
    }

    /// The form of a page (`application/x-www-form-urlencoded`) in the body; an absent body counts as an empty form.
    func pageForm(_ allowed: Set<String>, _ context: some RequestContext) async throws -> Form {
        try Form(typed: try await formPairs(context), allowed: allowed)
    }

    /// As above, before anyone has said which fields there are.
    func formPairs(_ context: some RequestContext) async throws -> URLPairs {
        let bytes = try await bodyBytes(context)
        if !bytes.isEmpty { try requireType("application/x-www-form-urlencoded") }
        return try URLPairs(bytes, mostValueBytes: Form.mostTextBytes)
    }

    /// The form of a page that carries a file of so many bytes at most.
    func fileForm(_ context: some RequestContext, upTo most: Int) async throws -> MultipartForm {
        let bytes = try await bodyBytes(context, upTo: most + MultipartForm.mostOtherBytes)
        return try MultipartForm(bytes, type: plainHeader(.contentType, most: 200) ?? "")
    }

    /// Throws `unsupported_media_type` where the body is said to be anything else.
    private func requireType(_ expected: String) throws {
        let type = plainHeader(.contentType, most: 200)?.split(separator: ";").first?.trimmingCharacters(
            in: .whitespaces)
        guard type?.lowercased() == expected else { throw Problem(.unsupportedMediaType) }
    }

    /// A header's value where it is ASCII and not longer than `most` bytes, which is judged before it is split or
    /// compared; nil where it is absent too.
    func plainHeader(_ name: HTTPField.Name, most: Int) -> String? {
        guard let value = headers[name], value.utf8.count <= most, value.utf8.allSatisfy({ $0 < 128 }) else {
            return nil
        }
        return value
    }

    /// As above, for what may hold letters beyond ASCII; they are such as can be compared.
    func textHeader(_ name: HTTPField.Name, most: Int) -> String? {
        guard let value = headers[name], value.utf8.count <= most, Text.isStreamSafe(value) else { return nil }
        return value
    }

    /// The body as it came, up to a bound in bytes: the context's where none is named.
    func bodyBytes(_ context: some RequestContext, upTo bound: Int? = nil) async throws -> [UInt8] {
        let most = bound ?? context.maxUploadSize
        guard headers[.contentEncoding] == nil || plainHeader(.contentEncoding, most: 20)?.lowercased() == "identity"
        else { throw Problem(.unsupportedMediaType) }
        if let length = headers[.contentLength].flatMap(Int.init), length > most {
            throw Problem(.payloadTooLarge)
        }
        do {
            let buffer = try await body.collect(upTo: most)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(.payloadTooLarge)
        } catch let error as CancellationError {
            throw error
        } catch {
            // Broken chunks, or a connection that was cut in the middle: the sender's doing, not a bug of ours.
            throw Problem(.badRequest)
        }
    }

    private static func object(in bytes: [UInt8]) throws -> [String: JSONValue] {
        guard case .object(let fields) = try JSONReader.value(in: bytes) else { throw Problem(.badRequest) }
        return fields
    }
}
