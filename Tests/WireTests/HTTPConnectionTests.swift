import Foundation
import Testing

import Wire

@Suite("Connections to web servers", .serialized, .timeLimit(.minutes(15)))
struct HTTPConnectionTests {
    @Test("calls one after the other share one connection where connections are kept")
    func kept() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender()
        for _ in 0..<5 { _ = try await sender.send(HTTPCall(url: peer.url("/"), body: [1])) }
        #expect(try peer.calls().map(\.connection) == [1, 1, 1, 1, 1])
    }

    @Test("each call has a connection of its own where they are not")
    func notKept() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(keepsConnections: false)
        for _ in 0..<5 { _ = try await sender.send(HTTPCall(url: peer.url("/"), body: [1])) }
        #expect(try peer.calls().map(\.connection) == [1, 2, 3, 4, 5])
        #expect(try peer.connections() == 5)
    }

    @Test("a kept connection that the server closed meanwhile is replaced without an error")
    func closedMeanwhile() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender()
        for _ in 0..<5 { #expect(try await sender.send(HTTPCall(url: peer.url("/farewell"))).text == "ok") }
        #expect(try peer.connections() == 5)
    }

    @Test("a call that a kept connection ends without an answer is sent again, once; without keeping it is an error")
    func repeated() async throws {
        let peer = try HTTPPeer()
        let keeping = HTTPSender()
        for _ in 0..<2 { #expect(try await keeping.send(HTTPCall(url: peer.url("/once"), body: [1])).text == "ok") }
        #expect(try peer.calls().map(\.connection) == [1, 1, 2])
        #expect(try peer.calls().allSatisfy { $0.body == [1] })
        let other = try HTTPPeer()
        let single = HTTPSender(keepsConnections: false)
        #expect(isUnreachable(await httpFailure { try await single.send(HTTPCall(url: other.url("/silent"))) }))
        #expect(try other.calls().count == 1)
    }

    @Test("HTTPS works with the certificate's own authority, by address and by name, and keeps its connection")
    func trusted() async throws {
        let peer = try HTTPPeer("--tls")
        let sender = HTTPSender(caFile: peer.caFile)
        for host in ["127.0.0.1", "127.0.0.1", "localhost"] {
            let call = HTTPCall(url: peer.url("/", host: host), body: Array("hello".utf8))
            #expect(try await sender.send(call).text == "ok")
        }
        #expect(try peer.calls().map(\.connection) == [1, 1, 2])
    }

    @Test("a certificate of an unknown authority, one for another name, and no certificate at all are refused")
    func untrusted() async throws {
        let peer = try HTTPPeer("--tls")
        let unknown = await httpFailure { try await HTTPSender().send(HTTPCall(url: peer.url("/"))) }
        #expect(isUnreachable(unknown))
        #expect(unknown?.description.contains("certificate") == true)
        let sender = HTTPSender(caFile: peer.caFile)
        // It leads to the peer as well, but its certificate does not name it.
        let misnamed = HTTPCall(url: peer.url("/", host: "127.0.0.2"))
        #expect(isUnreachable(await httpFailure { try await sender.send(misnamed) }))
        let plain = try HTTPPeer()
        let call = HTTPCall(url: "https://127.0.0.1:\(plain.port)/")
        #expect(isUnreachable(await httpFailure { try await sender.send(call) }))
        #expect(try peer.calls().isEmpty && plain.calls().isEmpty)
    }
}
