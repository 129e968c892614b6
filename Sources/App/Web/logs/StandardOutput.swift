import Foundation

/// What the program tells whoever started it.
package enum StandardOutput {
    /// Writes at once, past every buffer; false where nobody takes it. A full disk or a reader that has gone must not
    /// end the practice's server, so no error leaves here.
    @discardableResult
    package static func write(_ bytes: [UInt8], to file: FileHandle = .standardOutput) -> Bool {
        do { try file.write(contentsOf: Data(bytes)) } catch { return false }
        return true
    }
}
