import Foundation

/// A person with an account.
package struct User: Sendable, Equatable {
    package let id: UserID
    package var email: String
    package var firstName: String?
    package var lastName: String?
    /// The name the person chose to be shown; `name` says what is shown.
    package var displayName: String?
    package var isAdmin: Bool
    package var isHost: Bool
    package var emailVerifiedAt: Date?
    package var timeZone: String
    package var locale: String
    /// Counts the changes of the password; a reset link carries it, so that each works once.
    package var passwordGeneration: Int64
    package let createdAt: Date
    package var deletedAt: Date?
    /// Whether the practice knows the person without a proof of the address: it made the account itself, or the account
    /// is older than the question.
    package var isVouchedFor: Bool

    package init(
        id: UserID, email: String, firstName: String?, lastName: String?, displayName: String?, isAdmin: Bool,
        isHost: Bool, emailVerifiedAt: Date?, timeZone: String, locale: String, passwordGeneration: Int64,
        createdAt: Date, deletedAt: Date?, isVouchedFor: Bool = false
    ) {
        self.id = id
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.displayName = displayName
        self.isAdmin = isAdmin
        self.isHost = isHost
        self.emailVerifiedAt = emailVerifiedAt
        self.timeZone = timeZone
        self.locale = locale
        self.passwordGeneration = passwordGeneration
        self.createdAt = createdAt
        self.deletedAt = deletedAt
        self.isVouchedFor = isVouchedFor
    }

    /// Whether the address may be a stranger's. Until it is proved, mails to it carry none of the person's own words,
    /// and few bookings may be made with it.
    package var needsProof: Bool { emailVerifiedAt == nil && !isVouchedFor && !isAdmin && !isHost && deletedAt == nil }

    /// The name shown in meetings and mails.
    package var name: String {
        PersonName.shown(displayName: displayName, firstName: firstName, lastName: lastName, email: email)
    }

    /// All names that the person goes by.
    package var names: [String?] { [firstName, lastName, displayName] }

    /// What a search by an admin looks into.
    package var searchText: String { Self.searchText(email, names) }

    package static func searchText(_ email: String, _ names: [String?]) -> String {
        Text.folded(([email] + names.compactMap(\.self)).joined(separator: " "))
    }
}

extension User {
    /// For what only hosts and admins may look at. Throws `forbidden` for all others.
    package func requireStaff() throws {
        guard isHost || isAdmin else { throw Problem(.forbidden) }
    }
}
