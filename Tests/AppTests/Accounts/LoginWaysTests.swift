import App
import Domain
import Foundation
import Storage
import Testing

@Suite("By which ways people may sign in")
struct LoginWaysTests {
    private static func read(_ environment: [String: String]) throws -> Settings {
        try Settings(from: SettingSource(environment: environment))
    }

    private static func open(clients: Set<LoginWays.Way>, staff: Set<LoginWays.Way>) async throws -> Practice {
        let practice = try await Practice.openEmpty { settings in
            (settings.loginWays.clients, settings.loginWays.staff) = (clients, staff)
        }
        _ = try await practice.app.firstStart.run(email: "boss@example.com", password: Practice.password)
        return practice
    }

    private static func login(_ practice: Practice, _ email: String, _ password: String) async throws -> Answer {
        try await practice.visitor.post("/api/auth/login", ["email": email, "password": password])
    }

    @Test("the settings take one way or both, and refuse what is none")
    func settings() throws {
        let settings = try Self.read(["CLIENT_LOGIN": "code", "STAFF_LOGIN": " password , code "])
        #expect(settings.loginWays.clients == [.code] && settings.loginWays.staff == [.code, .password])
        for name in ["CLIENT_LOGIN", "STAFF_LOGIN"] {
            for text in ["link", "code,,link", "code,code", ",", "Code"] {
                let error = #expect(throws: SettingError.self) { try Self.read([name: text]) }
                #expect(error?.description.contains(name) == true, "\(text)")
            }
        }
        let opposed = ["STAFF_LOGIN": "code", "ADMIN_PASSWORD": "correct horse battery"]
        let error = #expect(throws: SettingError.self) { try Self.read(opposed) }
        #expect(error?.description.contains("ADMIN_PASSWORD") == true)
    }

    @Test("staff sign in with their password, and a mail says so to whoever asks for a code of theirs")
    func staff() async throws {
        let practice = try await Practice.open()
        let asked = try await practice.visitor.post("/api/auth/code", ["email": "boss@example.com", "locale": "en"])
        try await practice.work()
        let letter = try #require(practice.letters.letters(to: "boss@example.com").last)
        #expect(
            letter.subject == "Sign in with your password" && letter.text.contains("https://practice.example/login"))
        #expect(letter.text.firstMatch(of: /[0-9]{6}/) == nil)
        let typed = ["request": try asked.text("request"), "code": "123456"]
        #expect(try await practice.visitor.post("/api/auth/code/verify", typed).code == "invalid_code")
    }

    @Test("somebody who becomes staff while a code is on its way is not let in by it")
    func promoted() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let asked = try await practice.visitor.post("/api/auth/code", ["email": "jo@example.com"])
        let code = try await practice.code(to: "jo@example.com")
        #expect(try await practice.boss().patch("/api/admin/users/\(jo.userID)", ["is_host": true]).status == 200)
        let typed = ["request": try asked.text("request"), "code": code]
        #expect(try await practice.visitor.post("/api/auth/code/verify", typed).code == "invalid_code")
    }

    @Test("where staff sign in by codes they have no other way")
    func staffByCode() async throws {
        let practice = try await Self.open(clients: [.code, .password], staff: [.code])
        #expect(try await practice.signInByCode("boss@example.com").status == 200)
        // The first proof has taken the password; this is another one.
        let jo = try await practice.register("jo@example.com")
        try await practice.app.database.write { _ = try $0.run("UPDATE users SET is_host = 1 WHERE id = \(jo.userID)") }
        let refused = try await Self.login(practice, "jo@example.com", Practice.password)
        #expect(refused.status == 403 && refused.code == "password_login_off", "\(refused)")
        #expect(try await Self.login(practice, "jo@example.com", "wrong").code == "invalid_credentials")
        let change = ["current_password": Practice.password, "password": "another fine password"]
        #expect(try await jo.post("/api/users/me/password", change).code == "password_login_off")
    }

    @Test("where clients sign in by codes alone, nobody registers with a password, nor is one sent a link for it")
    func clientsByCode() async throws {
        let practice = try await Self.open(clients: [.code], staff: [.password])
        let body = ["email": "jo@example.com", "password": Practice.password]
        let refused = try await practice.visitor.post("/api/auth/register", body)
        #expect(refused.status == 403 && refused.code == "password_login_off", "\(refused)")
        #expect(try await practice.signInByCode("jo@example.com").status == 201)
        practice.letters.forget()
        for email in ["jo@example.com", "boss@example.com"] {
            #expect(try await practice.visitor.post("/api/auth/forgot-password", ["email": email]).status == 202)
        }
        try await practice.work()
        #expect(practice.letters.all.map(\.to.address) == ["boss@example.com"])
        #expect(try await Self.login(practice, "boss@example.com", Practice.password).status == 200)
    }

    @Test("a password of before does not count any more where it opens nothing: a fresh code stands for it")
    func oldPassword() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let server = try await practice.anotherServer { $0.loginWays.clients = [.code] }
        let login = ["email": "jo@example.com", "password": Practice.password]
        #expect(try await practice.visitor.on(server).post("/api/auth/login", login).code == "password_login_off")
        let wish = ["email": "new@example.com"]
        #expect(try await jo.on(server).post("/api/users/me/email", wish).status == 202)
        practice.clock.move(seconds: 300)
        #expect(try await jo.on(server).post("/api/users/me/email", wish).code == "sign_in_again")
    }

    @Test("where nobody signs in by a code none is sent, and where nobody has a password none is asked for")
    func nobody() async throws {
        let passwords = try await Self.open(clients: [.password], staff: [.password])
        let asked = try await passwords.visitor.post("/api/auth/code", ["email": "jo@example.com"])
        #expect(asked.status == 403 && asked.code == "code_login_off", "\(asked)")
        let codes = try await Self.open(clients: [.code], staff: [.code])
        #expect(try await Self.login(codes, "jo@example.com", "wrong").code == "password_login_off")
        let forgot = try await codes.visitor.post("/api/auth/forgot-password", ["email": "jo@example.com"])
        #expect(forgot.code == "password_login_off")
    }

    @Test("the first admin of a practice whose staff sign in by codes has an address that was named, and no password")
    func firstAdmin() async throws {
        let practice = try await Practice.openEmpty { settings in
            settings.loginWays.staff = [.code]
            settings.adminPassword = nil
        }
        await #expect(throws: SettingError.self) {
            _ = try await practice.app.firstStart.run(email: nil, password: nil)
        }
        let admin = try await practice.app.firstStart.run(email: "boss@example.com", password: nil)
        #expect(admin?.password == nil && admin?.hasPassword == false)
        let answer = try await practice.signInByCode("boss@example.com")
        #expect(try answer.status == 200 && answer.object("user").flag("is_admin"))
    }
}
