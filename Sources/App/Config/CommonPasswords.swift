/// Passwords that are tried first: all of ten characters or more in two named lists, in lower case. Source and licence
/// stand in the file and in docs/decisions.md.
package enum CommonPasswords {
    package static let all = Set(
        EmbeddedFile.text("passwords/guessed.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    )
}
