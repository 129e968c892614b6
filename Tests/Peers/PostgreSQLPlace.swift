import Foundation
import Storage

/// A PostgreSQL server for tests, the one that bin/test makes and names in INFORMAT_POSTGRES, and empty places on it.
package enum PostgreSQLPlace {
    /// A person who runs the tests without the server.
    package struct NoServer: Error, CustomStringConvertible {
        package let description = """
            INFORMAT_POSTGRES is not set: bin/test starts a PostgreSQL for the tests; to run them by hand, begin with \
            Tests/PostgreSQL/cluster.py run --
            """
    }

    /// The server's database as a connection URI.
    package static func server() throws -> String {
        guard let url = ProcessInfo.processInfo.environment["INFORMAT_POSTGRES"] else { throw NoServer() }
        return url
    }

    /// The URI of a schema with this name, which is made where it is missing: as good as a database of its own, and
    /// made in a fraction of the time. The server is thrown away at the end, with all of them.
    package static func url(schema name: String) async throws -> String {
        let name = name.lowercased().replacing("-", with: "_")
        let server = try server()
        var options = PostgreSQLOptions(url: server)
        options.connections = 1
        options.waitLong()
        let database = PostgreSQLDatabase(options, now: { Date(timeIntervalSince1970: 0) })
        try await database.write(.alone) { tx in
            // A name cannot be bound, and no text but a literal becomes SQL: the server itself puts it together.
            try tx.run(
                """
                CREATE FUNCTION pg_temp.make_schema(name TEXT) RETURNS VOID LANGUAGE plpgsql AS
                $$ BEGIN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', name); END $$
                """)
            try tx.run("SELECT pg_temp.make_schema(\(name))")
        }
        try await database.close()
        return server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)"
    }
}
