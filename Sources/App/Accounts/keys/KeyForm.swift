import Domain
import Foundation

/// How the fields of a new key are read.
enum KeyForm {
    static let fields: Set<String> = ["name", "scopes", "expires_at", "current_password"]

    /// What is wanted of a key, and the password that was given; scopes that are of no use to its owner are refused.
    static func read(_ form: Form, for owner: User) throws -> (KeyDraft, password: String?) {
        let open = KeyScope.open(to: owner)
        func known(_ values: [JSONValue], _ field: String) throws -> Set<KeyScope> {
            try Self.scopes(values, field, of: open)
        }
        let (name, scopes, end, password) = try Form.gather(
            form.need("name", Form.text, name), form.need("scopes", Form.array, known),
            form.may("expires_at", Form.instant), form.may("current_password", Form.text))
        return (KeyDraft(name: name, scopes: scopes, expiresAt: end), password)
    }

    private static func name(_ text: String, _ field: String) throws -> String {
        guard let name = try Text.name(text, field: field, maximum: APIKey.nameCharacters) else {
            throw Problem.invalid(field, .required)
        }
        return name
    }

    private static func scopes(_ values: [JSONValue], _ field: String, of open: [KeyScope]) throws -> Set<KeyScope> {
        guard !values.isEmpty else { throw Problem.invalid(field, .required) }
        guard values.count <= KeyScope.allCases.count else {
            throw Problem.invalid(field, .tooMany, ["maximum": String(KeyScope.allCases.count)])
        }
        let choices = ["choices": open.map(\.rawValue).joined(separator: ", ")]
        let answers = values.enumerated().map { index, value in
            Form.answer {
                let field = "\(field)[\(index)]"
                let scope = KeyScope(rawValue: try Form.text(value, field))
                guard let scope, open.contains(scope) else { throw Problem.invalid(field, .notOneOf, choices) }
                return scope
            }
        }
        return Set(try Form.gather(all: answers))
    }
}
