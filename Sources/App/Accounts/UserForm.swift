import Domain
import Foundation

/// How the fields of a person are read; one place, so that registering, changing and booking for somebody agree.
enum UserForm {
    static func email(_ text: String, _ field: String) throws -> String {
        try EmailAddress.normalised(text, field: field)
    }

    static func name(_ text: String, _ field: String) throws -> String? {
        try Text.name(text, field: field, maximum: 500)
    }

    static func password(_ text: String, _ field: String) throws -> String {
        try Password.check(text, common: CommonPasswords.all, field: field)
        return text
    }

    /// Six digits, whatever keyboard wrote them, and whatever stands between them.
    static func code(_ text: String, _ field: String) throws -> String {
        guard text.utf8.count <= mostCodeBytes else { throw Problem.malformed(field, .digits) }
        let digits = text.filter { !$0.isWhitespace && $0 != "-" }.map { $0.wholeNumberValue ?? -1 }
        guard digits.count == LinkCodes.digits, digits.allSatisfy((0...9).contains) else {
            throw Problem.malformed(field, .digits)
        }
        return digits.map(String.init).joined()
    }

    private static let mostCodeBytes = 100

    static func zone(_ text: String, _ field: String) throws -> String? {
        try Zone(text, field: field).identifier
    }

    /// A language tag (BCP 47), such as `en` or `de-CH`.
    static func locale(_ text: String, _ field: String) throws -> String? {
        guard text.utf8.count <= 35 else { throw Problem.malformed(field, .language) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = parts.allSatisfy {
            (1...8).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        guard isTag, let first = parts.first, (2...3).contains(first.count),
            first.allSatisfy(\.isLetter)
        else { throw Problem.malformed(field, .language) }
        return text
    }

    /// A name that a PATCH may set, empty or leave alone.
    static func changedName(_ form: Form, _ field: String) -> Form.Answer<String??> {
        guard form.has(field) else { return .success(nil) }
        return form.may(field, Form.text, name).map { .some($0) }
    }
}
