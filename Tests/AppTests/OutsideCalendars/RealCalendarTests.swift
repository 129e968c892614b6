import App
import Foundation
import Testing
import Wire

@Suite("Calendars on a real network")
struct RealCalendarTests {
    private static func get(_ peer: ReceiverPeer, _ path: String, host: String = "127.0.0.1") -> HTTPCall {
        HTTPCall(method: "GET", url: peer.url(path, host: host))
    }

    @Test("this machine is asked only where the setting allows it, whoever asks, and sees no connection else")
    func loopback() async throws {
        let peer = try ReceiverPeer()
        for isHurried in [true, false] {
            for host in ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"] {
                let error = await #expect(throws: HTTPError.self) {
                    try await CalendarSender.http(toPrivateNetwork: false)
                        .send(Self.get(peer, "/big/10", host: host), isHurried)
                }
                guard case .forbiddenAddress = error else { Issue.record("\(String(describing: error))"); continue }
            }
            #expect(try peer.connections() == (isHurried ? 0 : 1))
            let reply = try await CalendarSender.http(toPrivateNetwork: true).send(Self.get(peer, "/big/10"), isHurried)
            #expect(reply.body.count == 10)
        }
    }

    @Test("a server that hangs keeps who books for two seconds, and is unreachable then")
    func hurry() async throws {
        let peer = try ReceiverPeer()
        let sender = CalendarSender.http(toPrivateNetwork: true)
        let error = await #expect(throws: HTTPError.self) { try await sender.send(Self.get(peer, "/slow"), true) }
        guard case .unreachable(let sentence) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(sentence.hasPrefix("127.0.0.1: "))
    }

    @Test("a calendar that leads on into this machine's network is stopped where it would connect")
    func ledOn() async throws {
        let peer = try ReceiverPeer()
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T12:00"), jan("06T13:00")))
        let sender = CalendarSender.http(toPrivateNetwork: false)
        for host in ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]"] {
            let next = peer.url("/big/10", host: host).replacing("http://", with: "https://")
            linked.practice.feeds.answer { call, isHurried in
                guard call.url == LinkedPractice.address else { return try await sender.send(call, isHurried) }
                return HTTPReply(status: 302, headers: ["location": next], body: [])
            }
            #expect(try await linked.check().text("problem") == "private_network", "\(host)")
        }
        #expect(try peer.connections() == 0)
        #expect(try await linked.stretches().count == 1)
    }
}
