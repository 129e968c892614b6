import Foundation
import Testing

extension RealProgram {
    @Suite("Texts that are costly to compare")
    struct BombTests {
        /// Milliseconds of processor time that one request may cost, everything included: a text that is put in order
        /// before its length is judged takes hundreds to thousands.
        #if DEBUG
            private static let most = 250.0
        #else
            private static let most = 10.0
        #endif
        private static let rounds = 5

        /// Marks that belong below and above a letter by turns, so that none is where it should be.
        private static func marks(bytes: Int) -> Data {
            Data((0..<(bytes / 4)).flatMap { _ in [0xCC, 0x81, 0xCC, 0xA7] as [UInt8] })
        }
        private static let long = marks(bytes: 60_000)
        /// Longer headers are refused by their length.
        private static let header = marks(bytes: 12_000)
        private static let escaped = Data(String(repeating: "%CC%81%CC%A7", count: 600).utf8)

        private struct Place: Sendable {
            let name: String
            let head: [Data]
            var type = "application/json"
            var body = Data()

            /// A text at a field, or a name where the field is left out.
            static func json(_ line: String, _ field: String? = nil, _ rest: String = "") -> Place {
                let start = field.map { "{\"\($0)\":\"" } ?? "{\""
                let end = (field == nil ? "\":1" : "\"") + rest + "}"
                return Place(
                    name: "\(line), \(field ?? "a name")", head: [Data(line.utf8)],
                    body: Data(start.utf8) + BombTests.long + Data(end.utf8))
            }

            static func form(_ path: String, _ start: String, _ end: String = "") -> Place {
                Place(
                    name: "\(path), \(start)\(end)", head: [Data("POST \(path)".utf8)],
                    type: "application/x-www-form-urlencoded", body: Data(start.utf8) + BombTests.long + Data(end.utf8))
            }

            static func header(_ line: String, _ name: String) -> Place {
                Place(
                    name: name, head: [Data(line.utf8), Data("\(name): ".utf8) + BombTests.header],
                    body: Data((line.hasPrefix("POST") ? "{}" : "").utf8))
            }

            static func url(_ start: String, _ end: String = "", raw: Bool = false) -> Place {
                Place(
                    name: start + end,
                    head: [Data("GET \(start)".utf8) + (raw ? BombTests.header : BombTests.escaped) + Data(end.utf8)])
            }
        }

        private static func open(service: Int) -> [Place] {
            [
                .json("POST /api/auth/register"),
                .json("POST /api/auth/register", "email", #","password":"a long enough one""#),
                .json("POST /api/auth/register", "password", #","email":"ada@example.com""#),
                .json("POST /api/auth/login", "email", #","password":"x""#),
                .json("POST /api/auth/login", "password", #","email":"ada@example.com""#),
                .json("POST /api/auth/refresh", "refresh_token"), .json("POST /api/auth/forgot-password", "email"),
                .json("POST /api/auth/reset-password", "token", #","password":"a long enough one""#),
                .json("POST /api/auth/verify-email", "token"), .json("POST /api/webhooks/stripe", "id"),
                .form("/verify-email", "token="), .form("/verify-email", "", "=1"),
                .form("/reset-password", "password="),
                .form("/reset-password", "token=1.2.3&password=a+long+enough+one&x="),
                .url("/", raw: true), .url("/"), .url("/receipts/"), .url("/receipts/1.", raw: true),
                .url("/api/services?", "=1"),
                .url("/api/services/\(service)/slots?from=2026-01-05&to=2026-01-06&time_zone="),
                .url("/api/services/\(service)/slots?to=2026-01-06&from="), .url("/api/services?", raw: true),
                .url("/verify-email?token="),
                .url("/verify-email?", "=1"), .header("GET /", "Accept-Language"),
                .header("GET /api/services", "Origin"),
                .header("GET /api/services", "If-None-Match"), .header("GET /api/services", "X-Forwarded-For"),
                .header("GET /api/services", "Forwarded"), .header("GET /api/services", "Cookie"),
                .header("GET /api/services", "User-Agent"), .header("GET /api/services", "Accept"),
                .header("POST /api/auth/login", "Content-Type"), .header("POST /api/auth/login", "Content-Encoding"),
                .header("POST /api/webhooks/stripe", "Stripe-Signature"), .header("GET /api/users/me", "Authorization"),
                Place(
                    name: "a bearer's token",
                    head: [Data("GET /api/users/me".utf8), Data("Authorization: Bearer ".utf8) + header]),
            ]
        }

        private static func signedIn(service: Int, host: Int) -> [Place] {
            var places: [Place] = []
            for field in ["first_name", "display_name", "time_zone", "locale"] {
                places.append(.json("PATCH /api/users/me", field))
            }
            for field in ["slug", "title", "description", "currency"] {
                places.append(.json("POST /api/admin/services", field, #","duration":30"#))
            }
            for name in ["q", "status", "from", "user_id", "limit", "sort"] {
                places.append(.url("/api/admin/bookings?\(name)="))
            }
            let others: [Place] = [
                .json("POST /api/bookings", "scheduled_at", #","service_id":\#(service)"#),
                .json("POST /api/bookings", "notes"),
                .json("POST /api/bookings/1/cancel", "reason"), .json("DELETE /api/users/me", "password"),
                .json("POST /api/users/me/email", "email"), .json("POST /api/users/me/password", "password"),
                .json("POST /api/admin/bookings", "email", #","service_id":\#(service)"#),
                .json("POST /api/admin/webhooks", "url"),
                .json("PUT /api/admin/hosts/\(host)/working-hours", "time_zone", #","weekly":[]"#),
                .url("/api/admin/users?q="), .url("/api/admin/mails?state="), .url("/api/bookings/"),
                .url("/api/admin/hosts/\(host)/overrides/"), .header("POST /api/bookings", "Idempotency-Key"),
                .header("DELETE /api/users/me", "X-Current-Password"),
            ]
            return places + others
        }

        private static func request(_ place: Place, _ visitor: Visitor) -> Data {
            var lines = [place.head[0] + Data(" HTTP/1.1".utf8), Data("Host: a".utf8), Data("Connection: close".utf8)]
            lines += place.head.dropFirst()
            if let token = visitor.token { lines.append(Data("Authorization: Bearer \(token)".utf8)) }
            if !place.body.isEmpty {
                let types = place.name == "Content-Type" ? [] : ["Content-Type: \(place.type)"]
                lines += (types + ["Content-Length: \(place.body.count)"]).map { Data($0.utf8) }
            }
            return Data(lines.joined(separator: Data("\r\n".utf8))) + Data("\r\n\r\n".utf8) + place.body
        }

        @Test("sixty kilobytes of them cost next to nothing, wherever they stand")
        func costs() async throws {
            let server = try await Server.start(
                in: try TemporaryFolder(),
                [
                    "STRIPE_SECRET_KEY": "sk_test_1", "STRIPE_PUBLISHABLE_KEY": "pk_test_1",
                    "STRIPE_WEBHOOK_SECRET": "whsec_1234567890123456", "CORS_ORIGINS": "https://shop.example",
                    "TRUSTED_PROXIES": "127.0.0.1", "RATE_LIMITS": "off",
                ])
            let boss = try await server.boss()
            let (service, host) = (try await boss.service(), try await boss.ownID())
            let places =
                Self.open(service: service).map { ($0, server.visitor) }
                + Self.signedIn(service: service, host: host).map { ($0, boss) }
            // A machine on which a plain request is dear has dear texts as well; a text that is put in order costs a
            // thousand times as much as a plain request.
            let plain = try await Self.cost(of: Place(name: "plain", head: [Data("GET /".utf8)]), by: boss, server)
            let most = max(Self.most, 50 * plain)
            for (place, visitor) in places {
                let cost = try await Self.cost(of: place, by: visitor, server)
                #expect(cost < most, "\(place.name)")
            }
            #expect(try await server.stop() == 0)
        }

        /// Milliseconds of processor time.
        private static func cost(of place: Place, by visitor: Visitor, _ server: Server) async throws -> Double {
            let request = request(place, visitor)
            let before = server.program.processorMilliseconds
            for _ in 1...rounds {
                let connection = try Connection(port: server.port)
                try? connection.send(request)
                let answer = try await connection.answer()
                #expect((200..<500).contains(answer.status), "\(place.name): \(answer)")
            }
            return (server.program.processorMilliseconds - before) / Double(rounds)
        }
    }
}

extension Program {
    /// What all its threads have used so far.
    var processorMilliseconds: Double {
        let tasks = "/proc/\(id)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return threads.reduce(0) { sum, thread in
            let text = (try? String(contentsOfFile: "\(tasks)/\(thread)/schedstat", encoding: .utf8)) ?? ""
            return sum + (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1_000_000
        }
    }
}
