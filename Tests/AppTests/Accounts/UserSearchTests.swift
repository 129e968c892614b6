import App
import Domain
import Foundation
import Storage
import Testing

@Suite("Looking for people")
struct UserSearchTests {
    @Test("a person is found by what they are called now, from the moment it is written, and by nothing once they left")
    func changes() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Łukasz", "last_name": "Müller"])
        func isFound(_ search: String) async throws -> Bool {
            let query = search.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!
            let users = try await boss.get("/api/admin/users?q=\(query)").array("users")
            return try users.contains { try $0.int("id") == jo.userID }
        }
        for search in ["lukasz", "ÜLL", "sz mul", "jo@ex", "o@", "j"] {
            #expect(try await isFound(search), "\(search)")
        }
        #expect(
            try await jo.patch("/api/users/me", ["first_name": "50% Off", "display_name": "Δημήτρης"]).status == 200)
        for search in ["50% o", "ΔΗΜΗ", "muller"] { #expect(try await isFound(search), "\(search)") }
        for search in ["lukasz", "50_", "kas"] { #expect(try await !isFound(search), "\(search)") }
        try await Self.expectTrigrams(practice)
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        for search in ["jo@ex", "50% o", "muller"] { #expect(try await !isFound(search), "\(search)") }
        try await Self.expectTrigrams(practice)
    }

    @Test("what the migration writes for people of before is what is written for new ones")
    func migrated() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("a@example.com", ["first_name": "Ann", "last_name": "O\u{301}rla \u{1F600}"])
        try await practice.run("DELETE FROM user_trigrams")
        try await practice.noteTrigrams()
        try await Self.expectTrigrams(practice)
    }

    @Test("many are found in order of their ids, by a text that all share and by one that some have")
    func many() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        try await practice.addPeople(1_100)
        for (search, count) in [
            ("person", 1_100), ("person10", 111), ("rson1099", 1), ("rs", 1_100), ("person9999", 0),
        ] {
            let like = "%\(search)%"
            let known = try await practice.numbers("SELECT COUNT(*) FROM users WHERE search_text LIKE \(like)")
            #expect(known == [Int64(count)], "\(search)")
            let part = try await boss.get("/api/admin/users?q=\(search)&limit=100")
            let ids = try part.array("users").map { try $0.int("id") }
            #expect(try ids.count == min(count, 100) && ids == ids.sorted() && part.int("total") == count, "\(search)")
        }
    }

    /// Each three signs in a row of each person's text, and nothing else.
    private static func expectTrigrams(_ practice: Practice) async throws {
        let (texts, kept) = try await practice.app.database.read { tx in
            (
                try tx.rows("SELECT id, search_text FROM users") { (try $0.int(0), try $0.text(1)) },
                try tx.rows("SELECT user_id, trigram FROM user_trigrams") { "\(try $0.int(0)) \(try $0.text(1))" }
            )
        }
        var due: Set<[UInt8]> = []
        for (id, text) in texts {
            let scalars = Array(text.unicodeScalars)
            for start in scalars.indices.dropLast(2) {
                let trigram = String(String.UnicodeScalarView(scalars[start..<start + 3]))
                due.insert(Array("\(id) \(trigram)".utf8))
            }
        }
        #expect(Set(kept.map { Array($0.utf8) }) == due && kept.count == due.count && !due.isEmpty)
    }
}
