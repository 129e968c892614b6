import Foundation
import Peers
import Storage
import Testing

extension PostgreSQLTests {
    @Test("the next host is tried where one is not there")
    func nextHost() async throws {
        try await withPostgreSQL {
            $0.url = $0.url.replacing("@", with: "@127.0.0.1:1,")
        } _: { database, other in
            try await database.write { try $0.addNote("arrived") }
            #expect(try await other.notes() == ["arrived"])
        }
    }

    @Test("the next host is tried where one takes the connection and says nothing")
    func silentHost() async throws {
        let silent = try SilentHost()
        try await withPostgreSQL { options in
            options.url = options.url.replacing("@", with: "@127.0.0.1:\(silent.port),")
            options.connectTimeoutSeconds = 5
        } _: { database, other in
            try await database.write { try $0.addNote("arrived") }
            #expect(try await other.notes() == ["arrived"])
        }
        withExtendedLifetime(silent) {}
    }

    @Test("a host that says nothing is given up within a bound, by those who wait behind as well")
    func onlySilentHost() async throws {
        let silent = try SilentHost()
        var options = PostgreSQLOptions(url: "postgres://informat@127.0.0.1:\(silent.port)/informat")
        (options.connections, options.connectTimeoutSeconds, options.patienceSeconds) = (2, 2, 1)
        let database = PostgreSQLDatabase(options, now: still)
        let waiting = (0..<20).map { _ in Task.immediate { await database.refusal { try $0.addNote("never") } } }
        var unavailable = 0
        for task in waiting {
            let refusal = try #require(await task.value)
            #expect(refusal == .busy || refusal.isUnavailable)
            if refusal.isUnavailable { unavailable += 1 }
        }
        // Two seconds to connect, and the rest has waited longer than a second then.
        #expect(unavailable <= 2)
        try await database.close()
        withExtendedLifetime(silent) {}
    }

    @Test("a host that is not there is said plainly, and at once")
    func nobody() async throws {
        let database = PostgreSQLDatabase(
            PostgreSQLOptions(url: "postgres://informat@127.0.0.1:1/informat"), now: still)
        let refusal = await database.refusal { try $0.addNote("never") }
        #expect(refusal?.description.contains("Connection refused") == true)
        try await database.close()
    }

    @Test("a server that takes no writes is not used")
    func readOnlyServer() async throws {
        try await withPostgreSQL { options in
            options.url += "%20-cdefault_transaction_read_only%3Don"
        } _: { database, other in
            let refusal = try #require(await database.refusal { try $0.addNote("never") })
            #expect(refusal.isUnavailable && refusal.description.contains("session is read-only"))
            await #expect(throws: refusal) { try await database.notes() }
            #expect(try await other.notes() == [])
        }
    }

    @Test("a server that has become one that takes no writes is no longer used")
    func becomesReadOnly() async throws {
        try await withPostgreSQL { options in
            // It looks like one that takes writes when the connection is made.
            options.url = uri(options.url + "%20-cdefault_transaction_read_only%3Don", with: "target_session_attrs=any")
            options.connections = 1
        } _: { database, other in
            let process = try await database.serverProcess()
            let refusal = await database.refusal { try $0.addNote("never") }
            #expect(refusal?.isUnavailable == true)
            #expect(try await database.serverProcess() != process)
            #expect(try await other.notes() == [])
        }
    }

    @Test(
        "no error holds the password, also where the URI is not well formed",
        arguments: [
            "postgres://informat:xyzzyplugh@127.0.0.1:1/informat",
            "postgres://informat:xyzzyplugh%@127.0.0.1:1/informat",
            "postgres://informat:xyzzy%zzplugh@127.0.0.1:1/informat",
            "postgres://informat:xyzzy%00plugh@127.0.0.1:1/informat",
            "postgres://informat:xyzzy/plugh@127.0.0.1:1/informat", "postgres://informat:xyz@zy@plugh@127.0.0.1:1/a",
            "postgres://informat:xyzzy@[plugh@127.0.0.1:1/informat", "postgres://informat:xyzzy?plugh@127.0.0.1:1/a",
            "postgres://informat:xyzzy#plugh@127.0.0.1:1/informat", "postgres://informat@xyzzy:plugh@127.0.0.1:1/a",
            "postgres://informat@127.0.0.1:1/informat?password=xyzzy%plugh", "xyzzyplugh", "password=xyzzy plugh",
        ])
    func passwords(_ url: String) async throws {
        let database = PostgreSQLDatabase(PostgreSQLOptions(url: url), now: still)
        let refusal = try #require(await database.refusal { try $0.addNote("never") })
        #expect(refusal.isUnavailable)
        for part in ["xyz", "zy", "plugh"] { #expect(!refusal.description.contains(part)) }
        try await database.close()
    }

    @Test("a server without TLS is refused where TLS is asked for, and the reason is said")
    func withoutTLS() async throws {
        try await withPostgreSQL {
            $0.url = uri($0.url, with: "sslmode=require")
        } _: { database, other in
            let refusal = try #require(await database.refusal { try $0.addNote("never") })
            #expect(refusal.description.contains("server does not support SSL"))
            #expect(try await other.notes() == [])
        }
    }
}
