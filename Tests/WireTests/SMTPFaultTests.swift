import Foundation
import Testing

import Wire

@Suite("Mail servers that fail", .serialized, .timeLimit(.minutes(15)))
struct SMTPFaultTests {
    /// Room for a busy machine, and less than libcurl's own patience of 120 s.
    private static let patienceSeconds = 100.0

    @Test("a 5xx to the recipient or the content is permanent, a 4xx passes, each with the server's words")
    func answers() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender()
        let refused = await failure { try await sender.send(.sample(to: "5xx@example.com")) }
        #expect(refused == .permanent(code: 550, text: "5.1.1 No such person here"))
        let content = await failure { try await sender.send(.sample(to: "5xxdata@example.com")) }
        #expect(content == .permanent(code: 554, text: "5.6.0 Not taken"))
        let later = await failure { try await sender.send(.sample(to: "4xx@example.com")) }
        #expect(later == .passing(code: 451, text: "4.3.0 Come back later"))
        let full = await failure { try await sender.send(.sample(to: "4xxdata@example.com")) }
        #expect(full == .passing(code: 452, text: "4.2.2 The mailbox is full just now"))
        #expect(try peer.mails().isEmpty)
    }

    @Test("greylisting passes, and the repetition arrives with the same Message-ID")
    func greylist() async throws {
        let peer = try SMTPPeer()
        let letter = Letter.sample(to: "greylist@example.com")
        #expect(isPassing(await failure { try await peer.sender().send(letter) }, code: 450))
        try await peer.sender().send(letter)
        #expect(try peer.mails().map(\.messageId) == [letter.messageID])
    }

    @Test("a connection lost after the content passes, because nobody knows whether the mail arrived")
    func drop() async throws {
        let peer = try SMTPPeer()
        let error = await failure { try await peer.sender().send(.sample(to: "drop@example.com")) }
        #expect(isPassing(error))
        #expect(try peer.events().contains("data"))
    }

    @Test("a server that says nothing more costs its timeout and no more")
    func slow() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender(timeoutSeconds: 1)
        let seconds = await time {
            #expect(isPassing(await failure { try await sender.send(.sample(to: "slow@example.com")) }))
        }
        #expect((0.9...Self.patienceSeconds).contains(seconds))
    }

    @Test("a server that never answers QUIT has taken the mail, and costs one more timeout")
    func slowQuit() async throws {
        let peer = try SMTPPeer()
        let sender = try peer.sender(timeoutSeconds: 5)
        let seconds = await time {
            #expect(await failure { try await sender.send(.sample(to: "slowquit@example.com")) } == nil)
        }
        #expect(seconds < Self.patienceSeconds)
        #expect(try peer.mails().count == 1)
    }

    @Test("a server that takes connections and never greets costs the connect timeout")
    func silent() async throws {
        let listener = try SilentListener()
        let sender = SMTPSender(
            server: try SMTPServer(url: "smtp://127.0.0.1:\(listener.port)"), helo: "booking.example",
            connectTimeoutSeconds: 1, timeoutSeconds: 600)
        let seconds = await time { #expect(isPassing(await failure { try await sender.send(.sample()) })) }
        #expect((0.9...Self.patienceSeconds).contains(seconds))
    }

    @Test("a wrong password passes, because the operator can mend it, and the error does not repeat it")
    func wrongPassword() async throws {
        let peer = try SMTPPeer("--tls", "starttls", "--auth", "u:hunter2")
        let error = await failure { try await peer.sender(login: "u:hunter3@").send(.sample()) }
        #expect(isPassing(error, code: 535))
        #expect(error?.description.contains("hunter") == false)
        let missing = await failure { try await peer.sender().send(.sample()) }
        #expect(isPassing(missing, code: 530))
        #expect(try peer.mails().isEmpty)
    }

    @Test("a server that repeats the password in its answer is not quoted")
    func echo() async throws {
        let peer = try SMTPPeer("--tls", "starttls", "--auth", "u:hunter2")
        let error = await failure { try await peer.sender(login: "u:hunter2@").send(.sample(to: "echo@example.com")) }
        #expect(isPermanent(error, code: 550))
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("a greeting of 554 passes: it is about this connection, not about the mail")
    func refusedGreeting() async throws {
        let peer = try SMTPPeer("--greet", "554")
        #expect(isPassing(await failure { try await peer.sender().send(.sample()) }, code: 554))
    }

    @Test("a letter that cannot be written is refused for good and reaches no server")
    func badLetter() async throws {
        let peer = try SMTPPeer()
        let bad = Letter.sample(to: "ann@example.com>\r\nRCPT TO:<evil@example.com")
        #expect(isPermanent(await failure { try await peer.sender().send(bad) }, code: 553))
        var unnamed = Letter.sample()
        unnamed.messageID = "none"
        #expect(isPermanent(await failure { try await peer.sender().send(unnamed) }, code: 554))
        #expect(try peer.events().isEmpty)
    }

    private func time(_ work: () async -> Void) async -> Double {
        let start = ContinuousClock.now
        await work()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

/// A port that takes connections and never says a word.
private final class SilentListener {
    struct Refused: Error {}

    private let socketNumber: Int32
    let port: UInt16

    init() throws {
        socketNumber = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = socketNumber
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(number, address, length) == 0 && listen(number, 8) == 0
                    && getsockname(number, address, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        if !isListening { throw Refused() }
    }

    deinit {
        close(socketNumber)
    }
}
