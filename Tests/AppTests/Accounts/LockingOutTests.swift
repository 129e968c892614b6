import App
import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@Suite("Nobody is locked out by strangers")
struct LockingOutTests {
    private static let email = "jo@example.com"

    private static func open() async throws -> Practice {
        try await Practice.open { $0.trustedProxies = [try #require(IPNetwork("127.0.0.1"))] }
    }

    private static func login(
        _ practice: Practice, _ password: String, from address: String, device: String? = nil
    ) async throws -> Answer {
        var body = ["email": email, "password": password]
        body["device_token"] = device
        return try await practice.visitor.with("X-Forwarded-For", address).post("/api/auth/login", body)
    }

    /// So many tries of one account, from so many places that only the account is counted up.
    private static func counted(_ practice: Practice, _ name: String, _ tries: Int) async throws {
        let key = name + ":%"
        try await practice.app.database.write { tx in
            _ = try tx.run("UPDATE attempts SET tried = \(Int64(tries)) WHERE subject LIKE \(key)")
        }
    }

    @Test("ten wrong tries from one place are the end of tries from there, and nowhere else")
    func elsewhere() async throws {
        let practice = try await Self.open()
        _ = try await practice.register(Self.email)
        for _ in 1...10 { #expect(try await Self.login(practice, "wrong", from: "203.0.113.7").status == 401) }
        let refused = try await Self.login(practice, Practice.password, from: "203.0.113.7")
        #expect(refused.status == 429 && refused.header("Retry-After") == "900")
        #expect(try await Self.login(practice, Practice.password, from: "203.0.113.8").status == 200)
        #expect(practice.pauses.all.isEmpty)
    }

    @Test("an account that a hundred places try lets each wait, and takes the right password")
    func slow() async throws {
        let practice = try await Self.open()
        _ = try await practice.register(Self.email)
        #expect(try await Self.login(practice, "wrong", from: "203.0.113.7").status == 401)
        try await Self.counted(practice, "login-account", 99)
        #expect(try await Self.login(practice, "wrong", from: "203.0.113.8").status == 401)
        #expect(practice.pauses.all.isEmpty)
        #expect(try await Self.login(practice, "wrong", from: "203.0.113.9").status == 401)
        #expect(practice.pauses.all == [3])
        #expect(try await Self.login(practice, Practice.password, from: "203.0.113.10").status == 200)
        #expect(practice.pauses.all == [3, 3])
        // The owner was there, so the count begins anew.
        #expect(try await Self.login(practice, "wrong", from: "203.0.113.11").status == 401)
        #expect(practice.pauses.all == [3, 3])
    }

    @Test("a device that has signed in before passes what keeps its address out, for thirty tries")
    func device() async throws {
        let practice = try await Self.open()
        let made = try await practice.visitor.post(
            "/api/auth/register", ["email": Self.email, "password": Practice.password])
        let device = try made.text("device_token")
        for _ in 1...10 { #expect(try await Self.login(practice, "wrong", from: "203.0.113.7").status == 401) }
        try await Self.counted(practice, "login-address", 100)
        #expect(try await Self.login(practice, Practice.password, from: "203.0.113.7").status == 429)
        let passed = try await Self.login(practice, Practice.password, from: "203.0.113.7", device: device)
        #expect(passed.status == 200, "\(passed)")
        let next = try passed.text("device_token")
        for attempt in 2...31 {
            // What is handed out anew is the same device, not thirty tries more.
            let answer = try await Self.login(practice, "wrong", from: "203.0.113.7", device: next)
            #expect(answer.status == (attempt <= 30 ? 401 : 429))
        }
    }

    @Test("a device's token is good for one person, with one password, for four hundred days, as it was signed")
    func badDevices() async throws {
        let practice = try await Self.open()
        _ = try await practice.register(Self.email)
        let good = try await Self.login(practice, Practice.password, from: "203.0.113.1").text("device_token")
        let boss = try await practice.visitor.post(
            "/api/auth/login", ["email": "boss@example.com", "password": Practice.password]
        ).text("device_token")
        for _ in 1...11 { _ = try await Self.login(practice, "wrong", from: "203.0.113.7") }
        func status(_ device: String) async throws -> Int {
            try await Self.login(practice, Practice.password, from: "203.0.113.7", device: device).status
        }
        let parts = good.split(separator: ".").map(String.init)
        let forged = [
            "\(parts[0]).\(parts[1])x.\(parts[2]).\(parts[3])", String(good.dropLast()), good + ".", "", "…", boss,
            "\(parts[0]).\(parts[1]).\(Int(parts[2])! + 1).\(parts[3])", good + String(repeating: "a", count: 200),
        ]
        for device in forged { #expect(try await status(device) == 429, "\(device)") }
        #expect(try await status(good) == 200)

        let link = try await practice.forgotten(Self.email)
        let reset = try await practice.visitor.post(
            "/api/auth/reset-password", ["token": link, "password": Practice.password])
        #expect(reset.status == 204)
        for _ in 1...11 { _ = try await Self.login(practice, "wrong", from: "203.0.113.7") }
        #expect(try await status(good) == 429)

        practice.clock.move(seconds: 900)
        let late = try await Self.login(practice, Practice.password, from: "203.0.113.7").text("device_token")
        practice.clock.move(seconds: 400 * 86_400)
        for _ in 1...11 { _ = try await Self.login(practice, "wrong", from: "203.0.113.7") }
        #expect(try await status(late) == 429)
    }

    @Test("wrong tries do not reach a session that is open: it refreshes, and leaves with its password")
    func openSessions() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register(Self.email)
        for _ in 1...11 {
            _ = try await practice.visitor.post("/api/auth/login", ["email": Self.email, "password": "wrong"])
        }
        #expect(try await jo.delete("/api/users/me", ["password": "wrong"]).status == 401)
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
    }

    @Test("passwords tried in an open session are counted there, and close no other")
    func passwordsInSessions() async throws {
        let practice = try await Practice.open()
        let stolen = try await practice.register(Self.email)
        let own = try await practice.signIn(Self.email)
        for _ in 1...10 { #expect(try await stolen.delete("/api/users/me", ["password": "wrong"]).status == 401) }
        #expect(try await stolen.delete("/api/users/me", ["password": Practice.password]).status == 429)
        #expect(try await own.delete("/api/users/me", ["password": Practice.password]).status == 204)
    }

    @Test("a new password and an account are asked for from elsewhere, however often one place has asked")
    func otherDoors() async throws {
        let practice = try await Self.open()
        let device = try await practice.visitor.post(
            "/api/auth/register", ["email": Self.email, "password": Practice.password]
        ).text("device_token")
        func forgot(_ address: String, _ device: String? = nil) async throws -> Int {
            var body = ["email": Self.email]
            body["device_token"] = device
            return try await practice.visitor.with("X-Forwarded-For", address)
                .post("/api/auth/forgot-password", body).status
        }
        for _ in 1...5 { #expect(try await forgot("203.0.113.7") == 202) }
        #expect(try await forgot("203.0.113.7") == 429)
        #expect(try await forgot("203.0.113.7", device) == 202)
        #expect(try await forgot("203.0.113.8") == 202)
        try await Self.counted(practice, "forgot-account", 50)
        #expect(try await forgot("203.0.113.9") == 202)
        #expect(practice.pauses.all == [3])

        func register(_ address: String, _ email: String) async throws -> Int {
            try await practice.visitor.with("X-Forwarded-For", address)
                .post("/api/auth/register", ["email": email, "password": Practice.password]).status
        }
        for _ in 1...5 { #expect(try await register("203.0.113.7", Self.email) == 409) }
        #expect(try await register("203.0.113.7", Self.email) == 429)
        #expect(try await register("203.0.113.8", Self.email) == 409)
    }

    @Test("the device's token stands after what the answers held before, and in no other answer")
    func order() async throws {
        let practice = try await Practice.open()
        let body = ["email": Self.email, "password": Practice.password]
        for path in ["/api/auth/register", "/api/auth/login"] {
            let answer = try await practice.visitor.post(path, body)
            let end = try #"","device_token":"\#(answer.text("device_token"))"}"#
            #expect(answer.text.hasSuffix(end))
            #expect(!answer.text.dropLast(end.count).contains("device_token"))
        }
        let pair = try TokenPair(try await practice.visitor.post("/api/auth/login", body))
        let refreshed = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": pair.refresh])
        #expect(refreshed.status == 200 && !refreshed.text.contains("device_token"))
    }
}
