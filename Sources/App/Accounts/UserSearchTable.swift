import Domain
import Foundation
import Storage

/// Whom a search found.
enum SoughtPeople: Sendable {
    /// All of them.
    case few([UserID])
    /// More than can be named one by one; what they have in common is this text.
    case many(String)

    /// Up to so many are few.
    static let most = 200

    /// The same person again and again, up to a power of two: statements that differ in the number of people alone are
    /// few, so that an engine need not prepare each anew. Nobody has the id 0.
    static func padded(_ ids: [UserID]) -> [UserID] {
        var size = 1
        while size < ids.count { size *= 2 }
        return ids + Array(repeating: ids.last ?? UserID(rawValue: 0), count: size - ids.count)
    }
}

/// All SQL of the table `user_trigrams`: each three signs in a row of each person's names and address. An index finds
/// these, as neither engine's finds a part of a text.
extension Transaction {
    /// Those in whose names or address the text stands.
    func people(matching search: String) throws -> SoughtPeople {
        let ids: [UserID] = try rows(
            """
            SELECT id FROM users WHERE \(try userSearch(search)) ORDER BY id LIMIT \(SoughtPeople.most + 1)
            """
        ) { try $0.id(0) }
        return ids.count > SoughtPeople.most ? .many(search) : .few(ids)
    }

    /// The condition of being found. Where one of the text's trigrams is rare, only those who have it are looked at.
    func userSearch(_ search: String) throws -> SQL {
        guard let trigram = try rareTrigram(in: search) else { return User.isFound(search) }
        return "id IN (SELECT user_id FROM user_trigrams WHERE trigram = \(trigram)) AND \(User.isFound(search))"
    }

    private func rareTrigram(in search: String) throws -> String? {
        let trigrams = User.trigrams(of: search)
        guard !trigrams.isEmpty else { return nil }
        let counts = trigrams.map { trigram -> SQL in
            """
            (SELECT COUNT(*) FROM (
                SELECT 1 FROM user_trigrams WHERE trigram = \(trigram) LIMIT \(User.commonTrigram)) AS counted)
            """
        }
        let numbers = try row("SELECT \(counts.joined(", "))") { row in try trigrams.indices.map { try row.int($0) } }
        guard let rarest = zip(trigrams, numbers ?? []).min(by: { $0.1 < $1.1 }) else { return nil }
        return rarest.1 < User.commonTrigram ? rarest.0 : nil
    }

    /// Writes down the trigrams of a new person.
    func noteTrigrams(of user: UserID) throws {
        try run(
            """
            WITH RECURSIVE places (place) AS (
                SELECT CAST(1 AS BIGINT) UNION ALL
                SELECT place + 1 FROM places
                WHERE place + 3 <= (SELECT length(search_text) FROM users WHERE id = \(user)))
            INSERT INTO user_trigrams (trigram, user_id)
            SELECT DISTINCT substr(search_text, CAST(place AS INTEGER), 3), id FROM users CROSS JOIN places
            WHERE id = \(user) AND place + 2 <= length(search_text)
            """)
    }

    func forgetTrigrams(of user: UserID) throws {
        try run("DELETE FROM user_trigrams WHERE user_id = \(user)")
    }

    /// Whether a person is looked for by this text already.
    func isSought(_ user: UserID, by text: String) throws -> Bool {
        try exists("SELECT 1 FROM users WHERE id = \(user) AND search_text = \(text)")
    }
}

extension User {
    /// How many people share a trigram by which they would not be looked for.
    static let commonTrigram: Int64 = 1_000
    /// Trigrams of a text by which people are looked for at most.
    private static let mostTrigrams = 12

    /// Each three signs in a row, once.
    static func trigrams(of search: String) -> [String] {
        let scalars = Array(Text.folded(search).unicodeScalars)
        guard scalars.count >= 3 else { return [] }
        var found: [String] = []
        for start in 0...(scalars.count - 3) where found.count < mostTrigrams {
            let trigram = String(String.UnicodeScalarView(scalars[start..<start + 3]))
            // By bytes: two spellings of a letter are one character, and two in a column.
            if !found.contains(where: { $0.utf8.elementsEqual(trigram.utf8) }) { found.append(trigram) }
        }
        return found
    }

    /// Whether the text stands anywhere in the names and the address.
    static func isFound(_ search: String) -> SQL { "search_text LIKE \(likePattern(search)) ESCAPE '!'" }

    /// The same of the person whose id a column holds, looked up for each row: for rows that are read in their order
    /// until there are enough.
    static func isFound(_ search: String, id column: SQL) -> SQL {
        "(SELECT 1 FROM users WHERE users.id = \(column) AND \(isFound(search))) = 1"
    }

    /// The same, where all who are found are looked up once: for rows that are counted. The CASE keeps PostgreSQL from
    /// making a join of it, in the order of which there is no end to be found early.
    static func isAmongFound(_ search: String, id column: SQL) -> SQL {
        "CASE WHEN \(column) IN (\(found(search))) THEN 1 ELSE 0 END = 1"
    }

    /// The ids of all who are found.
    static func found(_ search: String) -> SQL { "SELECT id FROM users WHERE \(isFound(search))" }
}

/// A pattern that finds `search` anywhere in folded text; `!` escapes the pattern's own signs.
private func likePattern(_ search: String) -> String {
    // Scalar by scalar: a sign with a mark around it is one character, but LIKE still reads the sign.
    let signs = "%_!".unicodeScalars
    return "%" + Text.folded(search).unicodeScalars.map { signs.contains($0) ? "!\($0)" : "\($0)" }.joined() + "%"
}
