import App
import Foundation
import Storage
import Testing

@Suite("A code that proves an address")
struct CodeProofTests {
    private static let email = "ann@example.com"

    @Test("where nobody had proved the address, what stood there before ends with the code, and the bookings stay")
    func firstProof() async throws {
        let practice = try await Practice.open()
        let names = ["first_name": "Not", "last_name": "Ann"]
        let stranger = try await practice.register(Self.email, names, proved: false)
        let login = ["email": Self.email, "password": Practice.password]
        let signedIn = try await practice.visitor.post("/api/auth/login", login)
        let (refresh, device) = (try signedIn.text("refresh_token"), try signedIn.text("device_token"))
        let feed = try await stranger.get("/api/users/me/feed").object("feed").text("url")
        let booking = try await stranger.book(jan("06T10:00")).object("booking").int("id")
        let link = try await practice.forgotten(Self.email)
        let wish = ["email": "stranger@example.com", "current_password": Practice.password]
        #expect(try await stranger.post("/api/users/me/email", wish).status == 202)
        try await practice.work()
        let change = try practice.linkToken(to: "stranger@example.com")

        let answer = try await practice.signInByCode(Self.email, ["first_name": "Ann"])
        #expect(answer.status == 200)
        let user = try answer.object("user")
        #expect(try user.int("id") == stranger.userID && user.flag("email_verified") && user.text("name") == "Ann")
        let ann = Asker(app: practice.app, token: try answer.text("token"))
        #expect(try await ann.get("/api/bookings/\(booking)").status == 200)
        #expect(try await ann.get("/api/users/me/sessions").array("sessions").count == 1)

        #expect(try await stranger.get("/api/users/me").status == 401)
        #expect(try await practice.visitor.post("/api/auth/refresh", ["refresh_token": refresh]).status == 401)
        #expect(try await practice.visitor.post("/api/auth/login", login).code == "invalid_credentials")
        #expect(try await practice.visitor.post("/api/auth/verify-email", ["token": change]).code == "link_expired")
        let reset = ["token": link, "password": "another fine password"]
        #expect(try await practice.visitor.post("/api/auth/reset-password", reset).code == "link_expired")
        #expect(try await practice.visitor.get(String(feed.dropFirst("https://practice.example".count))).status == 404)
        #expect(try await ann.get("/api/users/me/feed").object("feed").text("url") != feed)
        for _ in 1...11 {
            _ = try await practice.visitor.post("/api/auth/login", ["email": Self.email, "password": "wrong"])
        }
        let known = login.merging(["device_token": device]) { $1 }
        #expect(try await practice.visitor.post("/api/auth/login", known).status == 429)
        #expect(try await practice.boss().get("/api/admin/audit").text.contains("user.claimed"))
    }

    @Test("where the address was proved already, nothing ends, and the names stay")
    func provedBefore() async throws {
        let practice = try await Practice.open()
        let ann = try await practice.register(Self.email, ["first_name": "Ann"])
        let feed = try await ann.get("/api/users/me/feed").object("feed").text("url")
        let answer = try await practice.signInByCode(Self.email, ["first_name": "Other", "last_name": "Name"])
        #expect(try answer.status == 200 && answer.object("user").text("name") == "Ann")
        #expect(try await ann.get("/api/users/me").status == 200)
        #expect(try await practice.signIn(Self.email).get("/api/users/me/feed").object("feed").text("url") == feed)
        #expect(try await !practice.boss().get("/api/admin/audit").text.contains("user.claimed"))
    }

    @Test("names are taken where the account has none")
    func names() async throws {
        let practice = try await Practice.open()
        #expect(try await practice.signInByCode(Self.email).object("user").text("name") == Self.email)
        let named = try await practice.signInByCode(Self.email, ["first_name": "Ann", "last_name": "Ott"])
        #expect(try named.object("user").text("name") == "Ann Ott")
        let found = try await practice.boss().get("/api/admin/users?q=ott").array("users")
        #expect(try found.map { try $0.text("email") } == [Self.email])
    }

    @Test("a booking that waits for the proof of its client's address is firm with the code")
    func waiting() async throws {
        let practice = try await Practice.open { $0.bookingNeedsProof = true }
        let ann = try await practice.register(Self.email, proved: false)
        let booking = try await ann.book(jan("06T10:00")).object("booking")
        #expect(try booking.text("status") == "pending")
        let answer = try await practice.signInByCode(Self.email)
        let again = Asker(app: practice.app, token: try answer.text("token"))
        let firm = try await again.get("/api/bookings/\(booking.int("id"))").object("booking")
        #expect(try firm.text("status") == "scheduled")
    }

    @Test("an account without a password is given its first one within five minutes of the code, or by a link")
    func firstPassword() async throws {
        let practice = try await Practice.open()
        let ann = Asker(app: practice.app, token: try await practice.signInByCode(Self.email).text("token"))
        let wish = ["password": "my very first password"]
        practice.clock.move(seconds: 300)
        #expect(try await ann.post("/api/users/me/password", wish).code == "sign_in_again")
        let fresh = Asker(app: practice.app, token: try await practice.signInByCode(Self.email).text("token"))
        practice.clock.move(seconds: 299)
        #expect(try await fresh.post("/api/users/me/password", wish).status == 204)
        #expect(try await practice.signIn(Self.email, password: "my very first password").token != nil)
        // From now on it is asked for.
        let missing = try await fresh.post("/api/users/me/password", wish)
        #expect(missing.status == 422 && missing.complainedFields == ["current_password"])

        _ = try await practice.signInByCode("bo@example.com")
        let link = try await practice.forgotten("bo@example.com")
        let reset = ["token": link, "password": "another fine password"]
        #expect(try await practice.visitor.post("/api/auth/reset-password", reset).status == 204)
        #expect(try await practice.signIn("bo@example.com", password: "another fine password").token != nil)
    }

    @Test("who leaves takes their codes with them")
    func leaving() async throws {
        let practice = try await Practice.open()
        let ann = Asker(app: practice.app, token: try await practice.signInByCode(Self.email).text("token"))
        #expect(try await ann.delete("/api/users/me").status == 204)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM sign_in_codes") == [0])
        let new = try await practice.signInByCode(Self.email)
        #expect(new.status == 201)
    }
}
