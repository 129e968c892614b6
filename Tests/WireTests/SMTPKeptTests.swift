// waits for the real world: a mail server closes an idle connection by the machine's own clock
import Foundation
import Testing

import Wire

@Suite("Connections that are kept between mails", .serialized, .timeLimit(.minutes(15)))
struct SMTPKeptTests {
    @Test("mails share a connection, which is not asked by RSET whether it is still there while one follows the other")
    func shared() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender()
        for number in 1...20 { try await sender.send(.sample(to: "ann+\(number)@example.com")) }
        #expect(try peer.count("connect") == 1 && peer.count("ehlo") == 1)
        // It opens with one; of the others there is any only where the machine stood still for a second.
        #expect(try (1..<20).contains(peer.count("rset")) && peer.count("quit") == 0)
        await sender.close()
        #expect(try peer.count("quit") == 1 && peer.mails().count == 20)
    }

    @Test("a connection that was quiet for a second is asked by RSET before the next mail")
    func quiet() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender()
        try await sender.send(.sample(to: "ann@example.com"))
        let before = try peer.count("rset")
        try await Task.sleep(for: .seconds(1.2))
        try await sender.send(.sample(to: "ben@example.com"))
        #expect(try peer.count("rset") > before && peer.mails().count == 2)
    }

    @Test("TLS and the login are done once for all mails of a connection")
    func login() async throws {
        let peer = try SMTPPeer("--tls", "starttls", "--auth", "u:hunter2")
        let sender = try peer.sender(login: "u:hunter2@")
        for number in 1...3 { try await sender.send(.sample(to: "ann+\(number)@example.com")) }
        #expect(try peer.count("auth") == 1 && peer.count("ehlo") == 2)
        #expect(try peer.mails().allSatisfy { $0.smtp?.tls == true && $0.smtp?.login == "u" })
    }

    @Test("no mail is sent with anything of the one before it, also where that one was refused")
    func nothingIsLeft() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender()
        try await sender.send(.sample(to: "änn@example.com"))
        for fault in ["5xx", "4xx", "5xxdata"] {
            #expect(await failure { try await sender.send(.sample(to: "\(fault)@example.com")) } != nil)
            try await sender.send(.sample(to: "after+\(fault)@example.com"))
        }
        let envelopes = try peer.mails().compactMap(\.smtp)
        #expect(
            envelopes.map(\.rcptTos) == [
                ["änn@example.com"], ["after+5xx@example.com"], ["after+4xx@example.com"],
                ["after+5xxdata@example.com"],
            ])
        #expect(envelopes.map { $0.mailOptions.contains("SMTPUTF8") } == [true, false, false, false])
    }

    @Test("a server that has fallen silent costs one goodbye, however many connections are kept")
    func silentGoodbyes() async throws {
        // It greets late, so that the first mails find no connection that is free.
        let peer = try SMTPPeer("--greet-after", "3")
        let sender = try peer.sender(connections: 12)
        try await withThrowingTaskGroup { group in
            for number in 1...40 {
                group.addTask { try await sender.send(.sample(to: "ann+\(number)@example.com")) }
            }
            try await group.waitForAll()
        }
        try #require(try peer.count("connect") >= 9)
        peer.freeze()
        let start = ContinuousClock.now
        await sender.close()
        // One takes three seconds, nine take twenty-seven.
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test(
        "a server that takes only so many mails on one connection gets the others over new ones", arguments: [421, 452])
    func mostMails(code: Int) async throws {
        let peer = try SMTPPeer("--most-mails", "2", "--enough", "\(code)")
        let sender = try peer.sender()
        for number in 1...5 { try await sender.send(.sample(to: "ann+\(number)@example.com")) }
        let recipients = try peer.mails().compactMap(\.smtp).flatMap(\.rcptTos)
        #expect(recipients == (1...5).map { "ann+\($0)@example.com" })
        #expect(try peer.count("connect") == 3 && peer.count("enough") == 2)
    }

    @Test("a first mail on a new connection that is refused so is not tried again at once")
    func enoughAtOnce() async throws {
        let peer = try SMTPPeer("--most-mails", "0")
        #expect(isPassing(await failure { try await peer.sender().send(.sample()) }, code: 421))
        #expect(try peer.count("enough") == 1)
    }

    @Test("a server that takes no further connection gets all mails over those it took")
    func mostConnections() async throws {
        let peer = try SMTPPeer("--most-connections", "1")
        let sender = try peer.sender()
        try await sender.send(.sample())
        try await withThrowingTaskGroup { group in
            for number in 0..<40 { group.addTask { try await sender.send(.sample(to: "ann+\(number)@example.com")) } }
            try await group.waitForAll()
        }
        #expect(try peer.mails().count == 41 && peer.count("connect") == 1)
        #expect((1...3).contains(try peer.count("refused")), "it is not asked again for each mail")
    }

    @Test("a connection that the server has closed, because nothing came, is opened anew")
    func idle() async throws {
        let peer = try SMTPPeer("--idle", "3")
        let sender = try peer.sender()
        try await sender.send(.sample())
        for _ in 0..<12_000 where try peer.count("end") == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try peer.count("end") == 1)
        try await sender.send(.sample())
        #expect(try peer.mails().count == 2 && peer.count("connect") == 2)
    }

    @Test("a connection over which nothing was sent for its time is said goodbye to")
    func goodbye() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender(idleSeconds: 1)
        try await sender.send(.sample())
        for _ in 0..<12_000 where try peer.count("quit") == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try peer.count("quit") == 1 && peer.count("connect") == 1)
    }

    @Test("a connection that breaks before the last 250 passes, and the repetition has the same Message-ID")
    func broken() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender()
        try await sender.send(.sample())
        let letter = Letter.sample(to: "droponce@example.com")
        #expect(isPassing(await failure { try await sender.send(letter) }))
        #expect(try peer.count("data") == 2 && peer.mails().count == 1, "nobody knows whether it arrived")
        try await sender.send(letter)
        #expect(try peer.mails().map(\.messageId) == [letter.messageID, letter.messageID])
    }

    @Test("a mail that nobody waits for any more ends long before its time")
    func interrupted() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender(timeoutSeconds: 600)
        let start = ContinuousClock.now
        let task = Task { await failure { try await sender.send(.sample(to: "slow@example.com")) } }
        for _ in 0..<12_000 where try peer.count("rcpt") == 0 { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        #expect(isPassing(await task.value))
        #expect(ContinuousClock.now - start < .seconds(300), "the whole mail would have had ten minutes")
    }
}

extension SMTPPeer {
    /// How often it happened.
    fileprivate func count(_ event: String) throws -> Int { try events().count { $0 == event } }
}
