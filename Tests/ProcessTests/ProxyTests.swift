import Foundation
import Testing

extension RealProgram {
    /// The files of `deploy` in the real servers, without TLS.
    @Suite("Behind nginx and Caddy as they are shipped")
    struct ProxyTests {
        @Test("nginx shows neither metrics nor the whole state under any spelling, nor believes a client's own address")
        func nginx() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder, ["TRUSTED_PROXIES": "127.0.0.1"])
            let port = try Fleet.freePort()
            try folder.write(try Self.nginxFile(port: port, server: server.port, folder), to: "nginx.conf")
            let proxy = try Program(
                "/usr/sbin/nginx",
                ["-p", folder.url.path, "-e", folder.path("nginx-error.log"), "-c", folder.path("nginx.conf")],
                in: folder)
            try await Self.tryOut(Visitor(port: port), server)
            try await Self.askSecrets(Visitor(port: port))
            #expect(try await server.stop() == 0)
            try await Self.askSecrets(Visitor(port: port))
            proxy.signal(SIGQUIT)
            _ = try await proxy.end()
            let access = try folder.text("informat.log")
            #expect(access.contains("GET /join/***\" 422") && access.contains("GET /join/***\" 502"), "\(access)")
            Self.expectNoSecret(access)
            Self.expectNoSecret(try folder.text("nginx-error.log"))
        }

        @Test("Caddy does the same")
        func caddy() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder, ["TRUSTED_PROXIES": "127.0.0.1,::1"])
            let port = try Fleet.freePort()
            let file = try Self.shipped("Caddyfile")
                .replacing("{\n\t# Links of mails", with: "{\n\tadmin off\n\t# Links of mails")
                .replacing("booking.example.org {", with: "http://:\(port) {")
                .replacing("127.0.0.1:8080", with: "127.0.0.1:\(server.port)")
            try folder.write(file, to: "Caddyfile")
            let places = ["XDG_DATA_HOME": folder.path("share"), "XDG_CONFIG_HOME": folder.path("config")]
            let proxy = try Program(
                "/usr/bin/caddy", ["run", "--config", folder.path("Caddyfile"), "--adapter", "caddyfile"],
                environment: places, in: folder)
            try await Self.tryOut(Visitor(port: port), server)
            try await Self.askSecrets(Visitor(port: port))
            #expect(try await server.stop() == 0)
            // Each waits for the server for seconds.
            #expect(try await Visitor(port: port).get("/join/SECRET").status == 502)
            proxy.signal(SIGTERM)
            _ = try await proxy.end()
            let errors = try await proxy.errors.whole()
            #expect(errors.contains("\"uri\":\"/join/***\""), "\(errors)")
            Self.expectNoSecret(errors)
        }

        /// Follows links that carry a secret, none of which is one of ours.
        private static func askSecrets(_ visitor: Visitor) async throws {
            for kind in ["join", "m", "feeds", "reservations", "receipts"] {
                _ = try await visitor.get("/\(kind)/SECRET")
                _ = try await visitor.get("//\(kind.uppercased())//SECRET")
            }
            for query in [
                "verify-email?token", "reset-password?token", "bookings/1/booked?payment_intent_client_secret",
            ] {
                _ = try await visitor.get("/\(query)=SECRET")
                _ = try await visitor.get("//\(query.replacing("/", with: "//"))=SECRET")
            }
        }

        private static func expectNoSecret(_ log: String) {
            #expect(!log.contains("SECRET"), "\(log)")
        }

        private static func tryOut(_ visitor: Visitor, _ server: Server) async throws {
            try await eventually("the proxy passes requests on") {
                (try? await visitor.get("/health/live").status) == 200
            }
            #expect(try await server.visitor.get("/metrics").status == 200)
            for name in ["metrics", "health"] {
                for path in [
                    "/\(name)", "/\(name)/", "//\(name)", "//\(name)//", "/\(name)?x=1",
                    "/%6\(name == "metrics" ? "d" : "8")\(name.dropFirst())", "/x/../\(name)", "/./\(name)",
                ] {
                    #expect(try await visitor.get(path).status == 404, "\(path)")
                }
            }
            #expect(try await visitor.get("/health/ready").status == 200)
            // What holds secrets is not squeezed.
            let style = try #require(
                try await visitor.get("/book/consultation").text.firstMatch(of: /href="(\/assets\/[^"]+)"/)
            ).1
            #expect(try await Self.encoding(of: String(style), visitor) == "gzip")
            #expect(try await Self.encoding(of: "/", visitor) == nil)
            // Sixty tries an address: whatever the client says of itself, it stays one.
            var statuses: [Int] = []
            for number in 1...61 {
                let body = Data(#"{"token":"1.2.x"}"#.utf8)
                let request = visitor.request("POST", "/api/auth/verify-email", body)
                let lie = "X-Forwarded-For: 198.51.100.\(number)\r\nForwarded: for=198.51.100.\(number)\r\nContent-Type"
                let connection = try Connection(port: visitor.port)
                try connection.send(String(decoding: request, as: UTF8.self).replacing("Content-Type", with: lie))
                statuses.append(try await connection.answer().status)
            }
            #expect(statuses == Array(repeating: 422, count: 60) + [429])
        }

        /// How the proxy squeezes an answer for whoever takes gzip.
        private static func encoding(of path: String, _ visitor: Visitor) async throws -> String? {
            let connection = try Connection(port: visitor.port)
            let head = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
            try connection.send(head)
            return try await connection.answer().headers["content-encoding"]
        }

        /// The one server of the file that answers by TLS, on a port and without it.
        private static func nginxFile(port: Int, server: Int, _ folder: TemporaryFolder) throws -> String {
            let lines = try shipped("nginx.conf").replacing("127.0.0.1:8080", with: "127.0.0.1:\(server)")
                .replacing("/var/log/nginx/informat.log", with: folder.path("informat.log"))
                .split(separator: "\n", omittingEmptySubsequences: false)
            let head = lines.prefix { !$0.hasPrefix("server {") }
            let tls = try #require(lines.lastIndex { $0.hasPrefix("server {") })
            let body = lines[tls...].filter { line in
                let line = line.drop { $0 == " " }
                return !["ssl_", "listen [", "listen"].contains { line.hasPrefix($0) }
            }
            return """
                daemon off;
                pid \(folder.path("nginx.pid"));
                events {}
                http {
                access_log off;
                client_body_temp_path \(folder.path("body"));
                proxy_temp_path \(folder.path("proxy"));
                fastcgi_temp_path \(folder.path("fastcgi"));
                uwsgi_temp_path \(folder.path("uwsgi"));
                scgi_temp_path \(folder.path("scgi"));
                \(head.joined(separator: "\n"))
                \(body.joined(separator: "\n").replacing("server {", with: "server {\nlisten 127.0.0.1:\(port);"))
                }
                """
        }

        private static func shipped(_ name: String) throws -> String {
            try String(contentsOf: Paths.root.appending(path: "deploy/\(name)"), encoding: .utf8)
        }
    }
}
