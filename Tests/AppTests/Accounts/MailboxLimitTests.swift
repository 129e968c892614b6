import Domain
import Foundation
import Testing

@Suite("Mails that anybody can cause")
struct MailboxLimitTests {
    @Test(
        "addresses that lead to one mailbox are counted as one",
        arguments: [
            ("jo@example.com", "jo@example.com"), ("jo+a@example.com", "jo@example.com"),
            ("jo+a+b@example.com", "jo@example.com"), ("j.o@example.com", "j.o@example.com"),
            ("j.o+a@gmail.com", "jo@gmail.com"), ("jo@googlemail.com", "jo@gmail.com"),
            ("+jo@example.com", "+jo@example.com"), ("+@example.com", "+@example.com"), ("nobody", "nobody"),
        ])
    func folding(address: String, mailbox: String) {
        #expect(EmailAddress.mailbox(address) == mailbox)
    }

    private static func register(_ practice: Practice, _ email: String) async throws -> Int {
        let body = ["email": email, "password": Practice.password]
        return try await practice.visitor.post("/api/auth/register", body).status
    }

    private static func letters(_ practice: Practice) -> Int {
        practice.letters.all.count { !$0.to.address.hasPrefix("boss") }
    }

    @Test("a mailbox gets five a day of them over all of its accounts, and that of a booking all the same")
    func five() async throws {
        let practice = try await Practice.openForLong()
        let addresses = ["j.o@gmail.com", "jo+1@gmail.com", "jo@googlemail.com", "jo+2@googlemail.com"]
        for email in addresses { #expect(try await Self.register(practice, email) == 201) }
        for _ in 1...3 {
            let answer = try await practice.visitor.post("/api/auth/forgot-password", ["email": "j.o@gmail.com"])
            #expect(answer.status == 202 && answer.bytes.isEmpty)
        }
        try await practice.work()
        #expect(Self.letters(practice) == 5)
        let jo = try await practice.signIn("j.o@gmail.com")
        let refused = try await jo.post("/api/users/me/verify-email")
        #expect(refused.status == 429 && refused.header("Retry-After") == "86400")
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        #expect(Self.letters(practice) == 6)
        practice.clock.move(hours: 24)
        practice.letters.forget()
        #expect(try await jo.post("/api/users/me/verify-email").status == 202)
        try await practice.work()
        let subjects = practice.letters.letters(to: "j.o@gmail.com").map(\.subject)
        #expect(subjects.contains("Please confirm your e-mail address"), "\(subjects)")
    }

    @Test("a registration whose mail is one too many goes on without it; a sixth in an hour waits")
    func registration() async throws {
        let practice = try await Practice.open()
        for number in 1...5 { #expect(try await Self.register(practice, "jo+\(number)@example.com") == 201) }
        #expect(try await Self.register(practice, "jo+6@example.com") == 429)
        practice.clock.move(hours: 1)
        #expect(try await Self.register(practice, "jo+6@example.com") == 201)
        try await practice.work()
        #expect(Self.letters(practice) == 5)
    }

    @Test("who runs the practice always gets them; nobody can tell by the answers")
    func staff() async throws {
        let practice = try await Practice.open()
        for _ in 1...2 {
            for _ in 1...4 {
                let known = try await practice.visitor.post("/api/auth/forgot-password", ["email": "boss@example.com"])
                let unknown = try await practice.visitor.post("/api/auth/forgot-password", ["email": "no@example.com"])
                #expect(known.status == 202 && known.status == unknown.status && known.headers == unknown.headers)
            }
            practice.clock.move(hours: 1)
        }
        try await practice.work()
        #expect(practice.letters.letters(to: "boss@example.com").count == 8)
    }

    @Test("the mail of the proof can be asked for again; once proved nothing is sent")
    func again() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", proved: false)
        try await practice.work()
        practice.letters.forget()
        #expect(try await practice.visitor.post("/api/users/me/verify-email").status == 401)
        let asked = try await jo.post("/api/users/me/verify-email")
        #expect(asked.status == 202 && asked.bytes.isEmpty)
        try await practice.work()
        let token = try practice.linkToken(to: "jo@example.com")
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
        practice.letters.forget()
        for _ in 1...7 { #expect(try await jo.post("/api/users/me/verify-email").status == 202) }
        try await practice.work()
        #expect(practice.letters.all.isEmpty)
    }

    @Test("a device that has signed in before has a share of its own")
    func device() async throws {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com")
        let login = ["email": "jo@example.com", "password": Practice.password]
        let device = try await practice.visitor.post("/api/auth/login", login).text("device_token")
        func forgot(_ device: String? = nil) async throws -> Int {
            let body = ["email": "jo@example.com"].merging(device.map { ["device_token": $0] } ?? [:]) { own, _ in own }
            let status = try await jo.post("/api/auth/forgot-password", body).status
            try await practice.work()
            return status
        }
        for _ in 1...5 { #expect(try await forgot() == 202) }
        #expect(Self.letters(practice) == 5, "one for the registration, and four")
        for _ in 1...5 { #expect(try await forgot(device) == 202) }
        #expect(Self.letters(practice) == 10)
        practice.clock.move(hours: 1)
        for device in [device, nil] { #expect(try await forgot(device) == 202) }
        #expect(Self.letters(practice) == 10)
        practice.clock.move(hours: 23)
        for device in [device, nil] { #expect(try await forgot(device) == 202) }
        #expect(Self.letters(practice) == 12)
    }

    @Test("another address that is asked for counts too, from however many accounts")
    func anotherAddress() async throws {
        let practice = try await Practice.open()
        for number in 1...6 {
            let eve = try await practice.register("eve\(number)@example.com", proved: number > 2)
            let body = ["current_password": Practice.password, "email": "jo+\(number)@example.com"]
            #expect(try await eve.post("/api/users/me/email", body).status == (number < 6 ? 202 : 429))
        }
        try await practice.work()
        #expect(practice.letters.all.count { $0.to.address.hasPrefix("jo+") } == 5)
    }

    @Test("without limits there is no number, and still no word of the person's own")
    func off() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let jo = try await practice.register("jo@example.com", ["first_name": "FirstWord"], proved: false)
        for _ in 1...9 { #expect(try await jo.post("/api/users/me/verify-email").status == 202) }
        try await practice.work()
        #expect(Self.letters(practice) == 10)
        #expect(practice.letters.all.allSatisfy { !$0.text.contains("FirstWord") })
    }
}
