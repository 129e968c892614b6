import Embedded
import Foundation

/// The files that are compiled into the program: templates, sentences, the API's description, the style sheet.
package enum EmbeddedFile {
    package static let names: [String] = (0..<embedded_file_count).map { String(cString: embedded_file_name($0)) }

    /// The bytes of a file by its path under Sources/Embedded.
    package static func bytes(_ name: String) -> UnsafeRawBufferPointer {
        guard let index = names.firstIndex(of: name) else { preconditionFailure("no file \(name) is compiled in") }
        return UnsafeRawBufferPointer(start: embedded_file_bytes(index), count: Int(embedded_file_size(index)))
    }

    package static func text(_ name: String) -> String {
        String(decoding: bytes(name), as: UTF8.self)
    }
}
