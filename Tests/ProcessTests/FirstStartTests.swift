import Foundation
import Testing

extension RealProgram {
    @Suite("The first start")
    struct FirstStartTests {
        @Test("an empty folder becomes a practice: its banner tells all one needs to sign in, a visitor books at once")
        func firstBooking() async throws {
            let folder = try TemporaryFolder()
            let server = try await Self.openToAll(in: folder, ["ADMIN_EMAIL": "", "ADMIN_PASSWORD": ""])
            let banner = server.program.output.text
            #expect(banner.contains("listens on http://127.0.0.1:\(server.port)\n"))
            #expect(banner.contains("data/informat.sqlite"))
            #expect(banner.contains("data/mails"))
            #expect(banner.contains("/login: you are led through the set-up\n"))
            let email = try #require(banner.firstMatch(of: /admin +(\S+)\n/)).1
            let password = try #require(banner.firstMatch(of: /password +(\S+)\s/)).1
            #expect(password.count >= 20)
            let admin = try await server.visitor.signIn(String(email), String(password))
            #expect(try await admin.get("/api/admin/users").number("total") == 1)

            let client = try await server.visitor.register("ada@example.com")
            let slot = try await client.firstSlot()
            let booked = try await client.post(
                "/api/bookings", ["service_id": try await client.service(), "scheduled_at": slot])
            #expect(booked.status == 201, "\(booked)")
            #expect(try booked.object("booking")["scheduled_at"] as? String == slot)
            // One to verify the address, one confirmation each for client and host.
            try await eventually("three mails are kept") {
                try Self.mails(folder).count == 3
            }
            let texts = try Self.mails(folder).map {
                try String(contentsOfFile: folder.path("data/mails/\($0)"), encoding: .utf8)
            }
            #expect(texts.filter { $0.contains("Content-Type: text/calendar") }.count == 2)
            #expect(texts.allSatisfy { $0.contains("Message-ID: <") })
            try Self.expectPrivate(folder)
            #expect(try await server.stop() == 0)

            let again = try await Server.start(in: folder, ["ADMIN_EMAIL": "", "ADMIN_PASSWORD": ""])
            #expect(!again.program.output.text.contains("password"))
            #expect(!again.program.output.text.contains(password))
            #expect(try await client.onPort(again.port).get("/api/bookings").number("total") == 1, "the secret is kept")
            _ = try await again.visitor.signIn(String(email), String(password))
            #expect(try await again.stop() == 0)
        }

        @Test("a password that the person chose is printed nowhere, and a later one changes nothing")
        func chosenPassword() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder, ["LOG_LEVEL": "trace"])
            _ = try await server.boss()
            #expect(server.program.output.text.contains(Server.email))
            #expect(try await server.stop() == 0)
            let other = try await Server.start(in: folder, ["ADMIN_PASSWORD": "another password of mine"])
            _ = try await other.boss()
            #expect(try await other.stop() == 0)
            for program in [server.program, other.program] {
                let text = try await program.output.whole() + program.errors.whole()
                #expect(!text.contains(Server.password))
                #expect(!text.contains("another password"))
                #expect(!text.contains("led through"))
            }
        }

        /// Started by someone whose umask hides nothing.
        private static func openToAll(in folder: TemporaryFolder, _ more: [String: String]) async throws -> Server {
            let program = try Program(
                "/bin/sh", ["-c", "umask 000; exec \"$0\"", Paths.informat], environment: Server.settings(more: more),
                in: folder)
            return try await Server.ready(program, in: folder)
        }

        private static func mails(_ folder: TemporaryFolder) throws -> [String] {
            guard FileManager.default.fileExists(atPath: folder.path("data/mails")) else { return [] }
            return try folder.names(in: "data/mails").filter { $0.hasSuffix(".eml") }
        }

        /// Database and secret are for their owner; so is the folder around them and the mails.
        private static func expectPrivate(_ folder: TemporaryFolder) throws {
            let names = try folder.names(in: "data")
            #expect(names.contains("informat.sqlite") && names.contains("jwt-secret"))
            for name in names {
                let mode = try mode("data/\(name)", folder)
                #expect(mode == (name == "mails" ? 0o700 : 0o600), "data/\(name) has \(String(mode, radix: 8))")
            }
            for name in try folder.names(in: "data/mails") {
                #expect(try name.hasSuffix(".eml") && mode("data/mails/\(name)", folder) == 0o600, "\(name)")
            }
            #expect(try mode("data", folder) == 0o700)
        }

        private static func mode(_ name: String, _ folder: TemporaryFolder) throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
        }
    }
}

extension Visitor {
    /// The same person at another server.
    func onPort(_ port: Int) -> Visitor { Visitor(port: port, token: token) }
}
