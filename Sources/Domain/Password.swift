import Foundation

/// What a password must be like.
package enum Password {
    package static let minimumCharacters = 10
    package static let maximumBytes = 1024

    /// The password as it is hashed and compared: composed (NFC), because keyboards write the same letter in two ways.
    package static func normalised(_ password: String) -> String { password.precomposedStringWithCanonicalMapping }

    /// Throws `too_short` (fewer than ten Unicode scalars), `too_long` (more than 1,024 bytes), `null_character`,
    /// `repeated` (one character again and again) or `too_common` (one of `common`, in any case) for `field`.
    package static func check(_ password: String, common: Set<String>, field: String = "password") throws {
        guard password.utf8.count <= maximumBytes else {
            throw Problem.invalid(field, .tooLong, ["maximum": String(maximumBytes)])
        }
        let password = normalised(password)
        guard !password.unicodeScalars.contains("\0") else { throw Problem.invalid(field, .nullCharacter) }
        guard password.unicodeScalars.count >= minimumCharacters else {
            throw Problem.invalid(field, .tooShort, ["minimum": String(minimumCharacters)])
        }
        guard Set(password).count > 1 else { throw Problem.invalid(field, .repeated) }
        guard !common.contains(password.lowercased()) else { throw Problem.invalid(field, .tooCommon) }
    }

    /// Throws `too_personal` for a password that is the person's address or name, in any case, with or without spaces.
    package static func check(
        _ password: String, isNotOf email: String, _ names: [String?] = [], field: String = "password"
    ) throws {
        let given = names.compactMap { $0 }
        let local = String(email.prefix { $0 != "@" })
        let words = [email, local, given.joined(), given.reversed().joined()] + given
        let own = Set(words.map(plain)).subtracting([""])
        guard !own.contains(plain(password)) else { throw Problem.invalid(field, .tooPersonal) }
    }

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(Text.folded(text).unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}
