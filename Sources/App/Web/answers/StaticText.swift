import HTTPTypes
import Hummingbird
import NIOCore

/// A text that is the same for everybody: all answers share its bytes, or those of its compressed form, which whoever
/// takes gzip gets. Each form has a tag of its own, so that one who has it is told so.
struct StaticText: Sendable {
    private struct Form: Sendable {
        let bytes: ByteBuffer
        let tag: EntityTag

        init(_ bytes: ByteBuffer) {
            self.bytes = bytes
            tag = EntityTag(of: bytes)
        }
    }

    private let plain: Form
    private let packed: Form?
    private let type: String

    init(_ text: String, type: String) {
        let bytes = ByteBuffer(string: text)
        plain = Form(bytes)
        packed = Gzip.packed(bytes).map(Form.init)
        self.type = type
    }

    /// What names its bytes: letters and digits.
    var tag: String { plain.tag.text.filter { $0 != "\"" } }

    /// The form that the asker takes, or that they have it already (RFC 9110, 15.4.5).
    func response(to request: Request) -> Response {
        let taken = Gzip.isTaken(request.headers[.acceptEncoding]) ? packed : nil
        let form = taken ?? plain
        var response: Response
        if form.tag.isNamed(by: request.headers[.ifNoneMatch]) {
            response = Response(status: .notModified)
        } else {
            response = Response(bytes: form.bytes, type: type)
            if taken != nil { response.headers[.contentEncoding] = "gzip" }
        }
        response.headers[.eTag] = form.tag.text
        return response.varying(by: .acceptEncoding)
    }
}
