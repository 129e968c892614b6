import Hummingbird
import NIOCore

/// A text that is the same for everybody: all answers share its bytes.
struct StaticText: Sendable {
    private let buffer: ByteBuffer
    private let type: String

    init(_ text: String, type: String) {
        buffer = ByteBuffer(string: text)
        self.type = type
    }

    /// What names its bytes: letters and digits.
    var tag: String { EntityTag(of: buffer).text.filter { $0 != "\"" } }

    var response: Response { Response(bytes: buffer, type: type) }
}
