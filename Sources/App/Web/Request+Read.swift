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
        let type = headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
        guard let type, type.lowercased() == "application/json" else { throw Problem(.unsupportedMediaType) }
        return try Form(try Self.object(in: bytes), allowed: allowed)
    }

    /// The fields of an HTML form (`application/x-www-form-urlencoded`).
    func htmlForm(_ context: some RequestContext) async throws -> [String: String] {
        let pairs = try URLPairs.read(try await bodyBytes(context))
        guard !pairs.values.contains(where: { $0.utf8.contains(0) }) else { throw Problem(.badRequest) }
        return pairs
    }

    /// The body as it came, up to a bound in bytes: the context's where none is named.
    func bodyBytes(_ context: some RequestContext, upTo bound: Int? = nil) async throws -> [UInt8] {
        let most = bound ?? context.maxUploadSize
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
        let value: JSONValue
        do { value = try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) } catch {
            throw Problem(.badRequest)
        }
        guard case .object(let fields) = value else { throw Problem(.badRequest) }
        guard !value.holdsNullCharacter else {
            let name = fields.first { $0.value.holdsNullCharacter }?.key ?? "body"
            throw Problem.invalid(name, .nullCharacter)
        }
        return fields
    }
}
