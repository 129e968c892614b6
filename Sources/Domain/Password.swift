/// What a password must be like.
package enum Password {
    package static let minimumCharacters = 10
    package static let maximumBytes = 1024

    /// Throws `too_short` (fewer than ten Unicode scalars), `too_long` (more than 1,024 bytes), `null_character` or
    /// `too_common` (one of the commonest thousand of that length, in any case) for `field`.
    package static func check(_ password: String, field: String = "password") throws {
        guard !password.unicodeScalars.contains("\0") else { throw Problem.invalid(field, .nullCharacter) }
        guard password.utf8.count <= maximumBytes else {
            throw Problem.invalid(field, .tooLong, ["maximum": String(maximumBytes)])
        }
        guard password.unicodeScalars.count >= minimumCharacters else {
            throw Problem.invalid(field, .tooShort, ["minimum": String(minimumCharacters)])
        }
        guard !CommonPasswords.all.contains(password.lowercased()) else { throw Problem.invalid(field, .tooCommon) }
    }
}
