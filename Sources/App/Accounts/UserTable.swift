import Domain
import Foundation
import Storage

/// An account as its cause writes it down.
struct NewUser: Sendable {
    var email: String
    var firstName: String?
    var lastName: String?
    var isAdmin = false
    var isHost = false
    var emailVerifiedAt: Date?
    var timeZone: String
    var locale = "en"
    /// As `User.isVouchedFor`.
    var isVouchedFor = false
    var createdAt: Date

    fileprivate var searchText: String { User.searchText(email, [firstName, lastName]) }
}

/// All SQL of the table `users`.
extension Transaction {
    func user(_ id: UserID) throws -> User? {
        try row("SELECT \(User.columns) FROM users WHERE id = \(id) AND deleted_at IS NULL", User.init(row:))
    }

    /// Some people in one look, in no order; also those who have left.
    func users(_ ids: Set<UserID>) throws -> [User] {
        guard !ids.isEmpty else { return [] }
        let list = SoughtPeople.padded(ids.sorted())
        return try rows("SELECT \(User.columns) FROM users WHERE id IN (\(list: list))", User.init(row:))
    }

    func user(email: String) throws -> User? {
        try row("SELECT \(User.columns) FROM users WHERE email = \(email) AND deleted_at IS NULL", User.init(row:))
    }

    /// The hash of the password, nil where the account has none yet.
    func passwordHash(of user: UserID) throws -> String? {
        try row("SELECT password_hash FROM users WHERE id = \(user)") { try $0.optionalText(0) } ?? nil
    }

    /// Nil where the e-mail address has an account already.
    func addUser(_ user: NewUser, passwordHash: String?) throws -> User? {
        let id: UserID? = try row(
            """
            INSERT INTO users (email, password_hash, first_name, last_name, search_text, is_admin, is_host,
                email_verified_at, time_zone, locale, password_generation, created_at, vouched_for)
            VALUES (\(user.email), \(passwordHash), \(user.firstName), \(user.lastName),
                \(user.searchText), \(user.isAdmin), \(user.isHost), \(user.emailVerifiedAt), \(user.timeZone),
                \(user.locale), 0, \(user.createdAt), \(user.isVouchedFor))
            ON CONFLICT (email) DO NOTHING RETURNING id
            """
        ) { try $0.id(0) }
        guard let id else { return nil }
        try noteTrigrams(of: id)
        return try self.user(id)
    }

    /// Writes everything that a profile or an admin may change.
    func updateUser(_ user: User) throws {
        let isSoughtAnew = try !isSought(user.id, by: user.searchText)
        if isSoughtAnew { try forgetTrigrams(of: user.id) }
        try run(
            """
            UPDATE users SET email = \(user.email), first_name = \(user.firstName), last_name = \(user.lastName),
                display_name = \(user.displayName), search_text = \(user.searchText), is_admin = \(user.isAdmin),
                is_host = \(user.isHost), time_zone = \(user.timeZone), locale = \(user.locale)
            WHERE id = \(user.id)
            """)
        if isSoughtAnew { try noteTrigrams(of: user.id) }
    }

    /// Another hash of the same password.
    func renewPasswordHash(of user: UserID, from old: String, to new: String) throws {
        try run("UPDATE users SET password_hash = \(new) WHERE id = \(user) AND password_hash = \(old)")
    }

    /// Sets the password only while the generation is still the one that the link was made for.
    func resetPassword(of user: UserID, hash: String, generation: Int64) throws -> Bool {
        try run(
            """
            UPDATE users SET password_hash = \(hash), password_generation = password_generation + 1
            WHERE id = \(user) AND password_generation = \(generation) AND deleted_at IS NULL
            """) == 1
    }

    /// Leaves the account without a password.
    func takePassword(of user: UserID) throws {
        try run(
            """
            UPDATE users SET password_hash = NULL, password_generation = password_generation + 1 WHERE id = \(user)
            """)
    }

    /// The address that a person wants to have, while nobody has proved it.
    func pendingEmail(of user: UserID) throws -> String? {
        try row("SELECT pending_email FROM users WHERE id = \(user)") { try $0.optionalText(0) } ?? nil
    }

    func setPendingEmail(_ email: String?, of user: UserID) throws {
        try run("UPDATE users SET pending_email = \(email) WHERE id = \(user)")
    }

    /// False where the address was proved before.
    @discardableResult
    func markEmailVerified(of user: UserID) throws -> Bool {
        try run("UPDATE users SET email_verified_at = \(now) WHERE id = \(user) AND email_verified_at IS NULL") == 1
    }

    /// Takes the person out of the account; no address can look like what stands in its place. The row stays, because
    /// bookings and the audit trail refer to it.
    func forgetUser(_ id: UserID) throws {
        try forgetTrigrams(of: id)
        try run(
            """
            UPDATE users SET email = \(PersonName.gone(id)), password_hash = NULL, first_name = NULL,
                last_name = NULL, display_name = NULL, search_text = '', is_admin = 0, is_host = 0,
                email_verified_at = NULL, pending_email = NULL, vouched_for = 0,
                password_generation = password_generation + 1,
                deleted_at = \(now)
            WHERE id = \(id)
            """)
    }

    /// In order of their ids.
    func addresses(after id: UserID, limit: Int) throws -> [(id: UserID, email: String)] {
        try rows("SELECT id, email FROM users WHERE id > \(id) AND deleted_at IS NULL ORDER BY id LIMIT \(limit)") {
            (id: try $0.id(0), email: try $0.text(1))
        }
    }

    func adminCount() throws -> Int {
        try count("SELECT COUNT(*) FROM users WHERE is_admin = 1 AND deleted_at IS NULL")
    }

    func adminIDs() throws -> [UserID] {
        try rows("SELECT id FROM users WHERE is_admin = 1 AND deleted_at IS NULL ORDER BY id") { try $0.id(0) }
    }

    /// The addresses of people; whoever has left has none.
    func emails(of ids: [UserID]) throws -> [UserID: String] {
        guard !ids.isEmpty else { return [:] }
        let people = try rows(
            """
            SELECT id, email FROM users
            WHERE id IN (\(list: SoughtPeople.padded(ids))) AND deleted_at IS NULL
            """
        ) { (try $0.id(0) as UserID, try $0.text(1)) }
        return Dictionary(uniqueKeysWithValues: people)
    }

    /// Those who give consultations, in order of their ids.
    func hosts(most: Int) throws -> [User] {
        try rows(
            """
            SELECT \(User.columns) FROM users WHERE is_host = 1 AND deleted_at IS NULL ORDER BY id LIMIT \(most)
            """, User.init(row:))
    }

    func hasUsers() throws -> Bool { try exists("SELECT 1 FROM users LIMIT 1") }

    /// In order of their ids; `search` is looked up in the folded names and e-mail addresses.
    func users(search: String?, _ part: ListPart) throws -> Listing<User> {
        let isWanted = try areWanted(search, and: nil)
        return try Listing.read(
            part, find: { try users(where: isWanted, $0) }, place: { ListPlace($0.id.rawValue) },
            count: { try count("SELECT COUNT(*) FROM (SELECT 1 FROM users WHERE \(isWanted) LIMIT \($0)) AS counted") })
    }

    /// The same for who only looks for somebody: uncounted, and rooms above may ask for more of them.
    func uncountedUsers(search: String?, _ part: ListPart, and more: SQL?) throws -> [User] {
        try users(where: try areWanted(search, and: more), part)
    }

    private func areWanted(_ search: String?, and more: SQL?) throws -> SQL {
        let conditions = try [search.map(userSearch), more].compactMap(\.self)
        return "deleted_at IS NULL\(conditions.map { " AND \($0)" as SQL }.joined(""))"
    }

    private func users(where isWanted: SQL, _ part: ListPart) throws -> [User] {
        let follows: SQL = part.after.map { " AND id > \($0.numbers[0])" } ?? ""
        return try rows(
            """
            SELECT \(User.columns) FROM users WHERE \(isWanted)\(follows)
            ORDER BY id LIMIT \(part.limit) OFFSET \(part.offset)
            """, User.init(row:))
    }
}

extension User {
    static let columns: SQL = """
        id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
        password_generation, created_at, deleted_at, vouched_for
        """

    init(row: any Row) throws { try self.init(row: row, from: 0) }

    /// Reads the columns of `User.columns` that begin at `start`.
    init(row: any Row, from start: Int) throws {
        self.init(
            id: try row.id(start), email: try row.text(start + 1), firstName: try row.optionalText(start + 2),
            lastName: try row.optionalText(start + 3), displayName: try row.optionalText(start + 4),
            isAdmin: try row.flag(start + 5), isHost: try row.flag(start + 6),
            emailVerifiedAt: try row.optionalDate(start + 7), timeZone: try row.text(start + 8),
            locale: try row.text(start + 9), passwordGeneration: try row.int(start + 10),
            createdAt: try row.date(start + 11), deletedAt: try row.optionalDate(start + 12),
            isVouchedFor: try row.flag(start + 13))
    }
}
