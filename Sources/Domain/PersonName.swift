/// How a person is named in meetings, mails and lists.
package enum PersonName {
    /// The custom display name if set, else first and last name, else whichever of the two exists, else the address.
    ///
    /// Empty texts count as absent; the texts are expected to be trimmed already (`Text.name`).
    package static func shown(
        displayName: String?, firstName: String?, lastName: String?, email: String
    ) -> String {
        if let displayName, !displayName.isEmpty { return displayName }
        let both = [firstName, lastName].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
        return both.isEmpty ? email : both
    }

    /// Two letters that stand for a name where there is no picture; none for one that has no letters.
    package static func initials(of name: String) -> String {
        // Titles, such as “Dr.”, are no names.
        let words = name.split(separator: " ").filter { $0.first?.isLetter == true && !$0.hasSuffix(".") }
        return [words.first, words.count > 1 ? words.last : nil].compactMap {
            $0?.first.map { String($0).uppercased() }
        }
        .joined()
    }

    /// What stands for the name and the address of a person who has left; no address has this form.
    package static func gone(_ id: UserID) -> String { "former client \(id)" }

    /// Whether two names look the same to whoever reads them in a meeting: without case, accents, blanks, signs and
    /// what is not seen, and whichever script a letter was taken from.
    package static func isAlike(_ one: String, _ other: String) -> Bool {
        func bothLook(_ look: (String) -> String) -> Bool { !look(one).isEmpty && look(one) == look(other) }
        // By letters too: some Greek capitals look like other Latin letters than their small ones do.
        return one == other || bothLook { NameSkeleton.bare(Text.folded($0)) } || bothLook(NameSkeleton.of)
    }
}
