import Foundation

/// Bytes as base64url (RFC 4648, section 5) without padding, as tokens and their keys are written (RFC 7515, 2).
enum TokenText {
    static func of(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
