import HTTPTypes
import Hummingbird
import NIOCore

/// Style sheet and script as bin/embed has compressed them: whoever takes gzip gets that form. Each form has a tag of
/// its own. Stands before the routes of assets, and leaves alone what it does not know.
struct PackedAssets: RouterMiddleware {
    private struct Packed: Sendable {
        let bytes: ByteBuffer
        let tag: EntityTag
    }

    /// By the paths of the plain forms, whose hash is of their text.
    private let packed: [String: Packed]

    init(_ assets: Assets) {
        let files = [(assets.styleSheet.path, "pages/style.css.gz"), (assets.script.path, "pages/script.js.gz")]
        packed = Dictionary(
            uniqueKeysWithValues: files.map { path, file in
                let bytes = ByteBuffer(bytes: EmbeddedFile.bytes(file))
                return (path, Packed(bytes: bytes, tag: EntityTag(of: bytes)))
            })
    }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard let form = packed[request.uri.path], response.status == .ok else { return response }
        response = response.varying(by: .acceptEncoding)
        guard Gzip.isTaken(request.headers[.acceptEncoding]) else { return response }
        response.headers[.eTag] = form.tag.text
        if form.tag.isNamed(by: request.headers[.ifNoneMatch]) { return response.notModified }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.contentLength] = nil
        response.body = .init(byteBuffer: form.bytes)
        return response
    }
}

extension Response {
    /// Says that the asker has it already (RFC 9110, 15.4.5).
    fileprivate var notModified: Response {
        var headers = headers
        for name in [HTTPField.Name.contentType, .contentLength] { headers[name] = nil }
        return Response(status: .notModified, headers: headers)
    }
}
