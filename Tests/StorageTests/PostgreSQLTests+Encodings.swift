import Foundation
import Peers
import Storage
import Testing

extension PostgreSQLTests {
    @Test(
        "a database that cannot keep every name is refused with what would be right",
        arguments: ["LATIN1", "SQL_ASCII"])
    func encoding(_ encoding: String) async throws {
        let cluster = try await PostgreSQLCluster()
        try await cluster.rows(
            "CREATE DATABASE other TEMPLATE template0 ENCODING '\(encoding)' LC_COLLATE 'C' LC_CTYPE 'C'")
        var url = try #require(URLComponents(string: cluster.url))
        url.path = "/other"
        let database = PostgreSQLDatabase(PostgreSQLOptions(url: try #require(url.string)), now: still)
        let refusal = try #require(await database.refusal { _ = try $0.count("SELECT COUNT(*) FROM pg_class") })
        #expect(refusal.description.contains("it has the encoding \(encoding), and must have UTF8"), "\(refusal)")
        #expect(refusal.description.contains("ENCODING 'UTF8'"))
        try await database.close()
        try await cluster.end()
    }
}
