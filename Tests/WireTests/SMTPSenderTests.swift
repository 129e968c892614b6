import Foundation
import Testing

import Wire

@Suite("Mails to a real server", .serialized, .timeLimit(.minutes(15)))
struct SMTPSenderTests {
    @Test("a mail arrives byte for byte as its .eml, with its envelope and without a defect")
    func plain() async throws {
        let peer = try SMTPPeer()
        var letter = Letter.sample()
        letter.text = ".\r\n..\n.dot\n\n" + String(repeating: "long ", count: 1_000) + "\n."
        letter.to.name = "Ann “Ä” 👩‍👩‍👧‍👦"
        let sender = try peer.sender()
        try await sender.send(letter)
        await sender.close()
        let mail = try #require(try peer.mails().first)
        #expect(mail.raw == (try letter.mime()))
        #expect(mail.defects == [])
        #expect(mail.parts.first?.text == letter.text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
        let smtp = try #require(mail.smtp)
        #expect(smtp.mailFrom == "hello@example.com" && smtp.rcptTos == ["ann@example.com"])
        #expect(smtp.helo == "booking.example" && !smtp.tls && smtp.login == nil)
        #expect(try peer.events().last { $0 != "end" } == "quit")
    }

    @Test("STARTTLS is used when it is offered, and the login goes over it")
    func startTLS() async throws {
        let peer = try SMTPPeer("--tls", "starttls", "--auth", "ann@example.com:p:/ä%")
        try await peer.sender(login: "ann%40example.com:p%3A%2F%C3%A4%25@").send(.sample())
        let smtp = try #require(try peer.mails().first?.smtp)
        #expect(smtp.tls && smtp.login == "ann@example.com")
    }

    @Test("implicit TLS works with and without a login")
    func implicit() async throws {
        let open = try SMTPPeer("--tls", "implicit")
        try await open.sender(scheme: "smtps").send(.sample())
        #expect(try open.mails().first?.smtp?.tls == true)
        let closed = try SMTPPeer("--tls", "implicit", "--auth", "u:hunter2")
        try await closed.sender(scheme: "smtps", login: "u:hunter2@").send(.sample())
        #expect(try closed.mails().first?.smtp?.login == "u")
    }

    @Test("required TLS that is not offered stops before the login")
    func stripped() async throws {
        let peer = try SMTPPeer("--auth", "u:hunter2")
        let error = await failure { try await peer.sender(login: "u:hunter2@", query: "?tls=required").send(.sample()) }
        #expect(isPassing(error))
        #expect(try peer.mails().isEmpty && !peer.events().contains("auth"))
    }

    @Test("?tls=never sends in plain text though TLS is offered")
    func never() async throws {
        let peer = try SMTPPeer("--tls", "starttls")
        try await peer.sender(query: "?tls=never").send(.sample())
        #expect(try peer.mails().first?.smtp?.tls == false)
    }

    @Test(
        "a certificate of an unknown authority or for another name is refused before the login",
        arguments: [true, false])
    func certificates(trusted: Bool) async throws {
        for (scheme, tls) in [("smtp", "starttls"), ("smtps", "implicit")] {
            // Each certificate has one fault alone.
            let name = trusted ? ["--certificate-name", "other.example"] : []
            let peer = try SMTPPeer(["--tls", tls, "--auth", "u:hunter2"] + name)
            let sender = try peer.sender(scheme: scheme, login: "u:hunter2@", trusted: trusted)
            #expect(isPassing(await failure { try await sender.send(.sample()) }))
            #expect(isPassing(await failure { try await sender.check() }))
            #expect(try peer.mails().isEmpty && !peer.events().contains("auth"))
        }
    }

    @Test("a non-ASCII local part goes out with SMTPUTF8, and is refused for good where the server has none")
    func unicodeAddress() async throws {
        let modern = try SMTPPeer()
        try await modern.sender().send(.sample(to: "änn@bücher.example"))
        let smtp = try #require(try modern.mails().first?.smtp)
        #expect(smtp.mailOptions.contains("SMTPUTF8"))
        #expect(smtp.rcptTos == ["änn@xn--bcher-kva.example"])
        let old = try SMTPPeer("--no-smtputf8")
        let error = await failure { try await old.sender().send(.sample(to: "änn@example.com")) }
        #expect(isPermanent(error, code: 553))
        #expect(try old.mails().isEmpty)
    }

    @Test("forty mails at once all arrive, each once")
    func many() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender()
        try await withThrowingTaskGroup { group in
            for number in 0..<40 { group.addTask { try await sender.send(.sample(to: "ann+\(number)@example.com")) } }
            try await group.waitForAll()
        }
        let recipients = try peer.mails().compactMap(\.smtp).flatMap(\.rcptTos)
        #expect(recipients.sorted() == (0..<40).map { "ann+\($0)@example.com" }.sorted())
    }

    @Test(
        "a check logs in and sends nothing; it tells a wrong password, a missing login and a server that is not there")
    func check() async throws {
        let peer = try SMTPPeer("--tls", "starttls", "--auth", "u:hunter2")
        try await peer.sender(login: "u:hunter2@").check()
        #expect(try peer.mails().isEmpty)
        #expect(try peer.events().filter { !["connect", "end"].contains($0) } == ["ehlo", "ehlo", "auth", "quit"])
        let wrong = await failure { try await peer.sender(login: "u:hunter3@").check() }
        #expect(isPassing(wrong, code: 535) && wrong?.description.contains("hunter3") == false)
        let open = try SMTPPeer()
        try await open.sender().check()
        #expect(isPassing(await failure { try await open.sender(login: "u:hunter2@").check() }))
        let dead = SMTPSender(server: try SMTPServer(url: "smtp://127.0.0.1:1"), helo: "booking.example")
        #expect(isPassing(await failure { try await dead.check() }))
    }

    @Test("a server that lets strangers wait before it greets is waited for, by a check as by a mail")
    func lateGreeting() async throws {
        // Longer than a goodbye may take.
        let peer = try SMTPPeer("--greet-after", "4")
        try await peer.sender().check()
        try await peer.sender().send(.sample())
        #expect(try peer.mails().count == 1)
    }
}

/// What the work throws; nil where it does not, or throws something else than an `SMTPError`.
func failure(_ work: () async throws -> Void) async -> SMTPError? {
    do { try await work() } catch { return error as? SMTPError }
    return nil
}

func isPassing(_ error: SMTPError?, code: Int? = nil) -> Bool {
    if case .passing(code, _) = error { true } else { false }
}

func isPermanent(_ error: SMTPError?, code: Int) -> Bool {
    if case .permanent(code, _) = error { true } else { false }
}
