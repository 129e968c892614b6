import Foundation
import Peers
import Storage
import Testing

extension PostgreSQLTests {
    @Test("TLS and passwords are taken as the URI asks for them, and no error says the password")
    func guarded() async throws {
        let server = try await PostgreSQLCluster()
        let certificate = try await server.guardItself()
        let address = server.url.replacing("informat@", with: "guarded:swordfish@")

        let tls = try await answer(uri(address, with: "sslmode=require"))
        #expect(tls == "TLS, 2000 × 100")
        #expect(try await answer(uri(address, with: "sslmode=disable")) == "open, 2000 × 100")
        let verified = uri(address, with: "sslmode=verify-full&sslrootcert=" + certificate)
        #expect(try await answer(verified) == tls)

        let other = try await server.makeCertificate("other")
        let unverified = uri(address, with: "sslmode=verify-full&sslrootcert=" + other)
        let wrongName = verified.replacing("127.0.0.1", with: "localhost")
        let wrongPassword = address.replacing("swordfish", with: "sawfish")
        for (address, reason) in [
            (unverified, "certificate verify failed"), (wrongName, "does not match host name"),
            (wrongPassword, "password authentication failed"),
        ] {
            let error = try await #require(throws: StorageError.self) { try await answer(address) }
            #expect(error.isUnavailable && error.description.contains(reason))
            #expect(!error.description.contains("swordfish") && !error.description.contains("sawfish"))
        }
    }

    /// What a connection to this address gives: whether it goes through TLS, and how many long rows come through.
    private func answer(_ url: String) async throws -> String {
        var options = PostgreSQLOptions(url: url)
        options.connections = 1
        let database = PostgreSQLDatabase(options, now: still)
        let answer = await Task {
            try await database.read { tx in
                let isTLS = try tx.exists("SELECT 1 FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
                let rows = try tx.rows("SELECT repeat('x', 100) FROM generate_series(1, 2000)") { try $0.text(0) }
                return "\(isTLS ? "TLS" : "open"), \(rows.count) × \(Set(rows.map(\.count)).map(String.init).joined())"
            }
        }.result
        try await database.close()
        return try answer.get()
    }
}

extension PostgreSQLCluster {
    private static let openssl = "/usr/bin/openssl"

    /// Switches TLS on, and makes a role `guarded` with the password `swordfish`. Returns the certificate's file.
    fileprivate func guardItself() async throws -> String {
        try await rows("CREATE ROLE guarded LOGIN PASSWORD 'swordfish'")
        try await rows("ALTER SYSTEM SET ssl = on")
        let certificate = try await makeCertificate("server")
        let rules = try await folder() + "/pg_hba.conf"
        let others = try String(contentsOfFile: rules, encoding: .utf8)
        let file = try FileHandle(forWritingTo: URL(filePath: rules))
        try file.write(contentsOf: Data(("host all guarded 127.0.0.1/32 scram-sha-256\n" + others).utf8))
        try file.close()
        try await make(.primary, .stop)
        try await make(.primary, .start)
        return certificate
    }

    /// A certificate for 127.0.0.1 that is its own root, and its key, in files that the server may read.
    fileprivate func makeCertificate(_ name: String) async throws -> String {
        let folder = try await folder()
        try await onThread {
            let request = Process()
            request.executableURL = URL(filePath: Self.openssl)
            request.arguments = [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).crt",
            ]
            request.standardError = FileHandle.nullDevice
            try request.run()
            request.waitUntilExit()
            #expect(request.terminationStatus == 0)
            let owner = try FileManager.default.attributesOfItem(atPath: folder)[.ownerAccountID] as? NSNumber
            let attributes: [FileAttributeKey: Any] = [.ownerAccountID: owner as Any, .posixPermissions: 0o600]
            try FileManager.default.setAttributes(attributes, ofItemAtPath: "\(folder)/\(name).key")
        }
        return "\(folder)/\(name).crt"
    }

    /// Where its data are.
    private func folder() async throws -> String {
        try #require(try await rows("SHOW data_directory").first)
    }
}
