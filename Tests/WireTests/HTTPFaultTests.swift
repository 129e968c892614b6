import Foundation
import Testing

import Wire

@Suite("Web servers that fail", .serialized, .timeLimit(.minutes(15)))
struct HTTPFaultTests {
    /// Room for a busy machine; who never answers never does.
    private static let patienceSeconds = 100.0

    @Test(
        "a server that never answers, or never comes to an end, costs its timeout and no more",
        arguments: [
            "/slow", "/drip",
        ])
    func slow(path: String) async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(timeoutSeconds: 1)
        let start = ContinuousClock.now
        #expect(isUnreachable(await httpFailure { try await sender.send(HTTPCall(url: peer.url(path))) }))
        #expect((0.9...Self.patienceSeconds).contains((ContinuousClock.now - start) / .seconds(1)))
    }

    @Test(
        "an answer that is cut off or none at all is unreachable, and the next call works",
        arguments: ["/cut", "/cutchunk", "/silent", "/garbage", "/bare"])
    func broken(path: String) async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender()
        let error = await httpFailure { try await sender.send(HTTPCall(url: peer.url(path))) }
        #expect(isUnreachable(error))
        #expect(error?.description.hasPrefix("127.0.0.1: ") == true)
        #expect(try await sender.send(HTTPCall(url: peer.url("/"))).text == "ok")
    }

    @Test("nobody who listens, and no name that leads anywhere, is unreachable")
    func nobody() async throws {
        let error = await httpFailure { try await HTTPSender().send(HTTPCall(url: "http://127.0.0.1:1/")) }
        #expect(isUnreachable(error))
        #expect(error?.description.hasPrefix("127.0.0.1: ") == true)
        // A label of more than 63 letters is no name: no name server has to be asked.
        let long = String(repeating: "a", count: 64) + ".invalid"
        #expect(isUnreachable(await httpFailure { try await HTTPSender().send(HTTPCall(url: "http://\(long)/")) }))
    }

    @Test("an answer may have as many bytes as the bound, and one more is too many, whatever it says of its length")
    func bound() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(mostReplyBytes: 100_000)
        #expect(try await sender.send(HTTPCall(url: peer.url("/big/100000"))).body.count == 100_000)
        for path in ["/big/100001", "/big/500000000", "/endless"] {
            #expect(await httpFailure { try await sender.send(HTTPCall(url: peer.url(path))) } == .tooLarge(100_000))
        }
        #expect(try await sender.send(HTTPCall(url: peer.url("/"))).text == "ok")
        let none = HTTPSender(mostReplyBytes: 0)
        #expect(try await none.send(HTTPCall(url: peer.url("/empty"))).status == 204)
        #expect(await httpFailure { try await none.send(HTTPCall(url: peer.url("/"))) } == .tooLarge(0))
    }

    @Test("a compressed answer is unpacked where that is wished for, and its bound counts what it is then")
    func packed() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(mostReplyBytes: 100_000, takesCompressed: true)
        let whole = try await sender.send(HTTPCall(method: "GET", url: peer.url("/packed/100000")))
        #expect(whole.body == [UInt8](repeating: UInt8(ascii: "x"), count: 100_000))
        // A thousand times less on its way.
        let large = HTTPCall(method: "GET", url: peer.url("/packed/5000000"))
        #expect(await httpFailure { try await sender.send(large) } == .tooLarge(100_000))
        let plain = try await HTTPSender().send(HTTPCall(method: "GET", url: peer.url("/packed/100000")))
        #expect(plain.body.count < 1_000 && plain.body.starts(with: [0x1F, 0x8B]))
        let asked = try peer.calls().map { call in call.headerLines.contains { $0.hasPrefix("Accept-Encoding: ") } }
        #expect(asked == [true, true, false])
    }

    @Test("headers without end are too large as well", arguments: ["/heads", "/interims"])
    func heads(path: String) async throws {
        let peer = try HTTPPeer()
        let error = await httpFailure { try await HTTPSender().send(HTTPCall(url: peer.url(path))) }
        #expect(error == .tooLarge(65_536))
    }

    @Test("more calls than the bound are refused at once, and what was taken is answered")
    func full() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(threads: 1, timeoutSeconds: 600)
        let url = peer.url("/gate")
        let attempts = BlockingThreads.waitingLimit + 50
        var errors: [HTTPError?] = []
        await withTaskGroup(of: HTTPError?.self) { group in
            for _ in 0..<attempts { group.addTask { await httpFailure { try await sender.send(HTTPCall(url: url)) } } }
            // The thread holds one call and the queue its bound; the other 49 come back before the gate opens.
            while errors.count < 49, let error = await group.next() { errors.append(error) }
            #expect(errors == Array(repeating: .unreachable("too many requests wait"), count: 49))
            #expect(await httpFailure { try await HTTPSender().send(HTTPCall(url: peer.url("/open"))) } == nil)
            for await error in group { errors.append(error) }
        }
        // The thread may not have fetched its first call before the queue was full.
        let answered = errors.count { $0 == nil }
        #expect([BlockingThreads.waitingLimit, BlockingThreads.waitingLimit + 1].contains(answered))
        #expect(try peer.calls().count { $0.line == "POST /gate" } == answered)
    }

    @Test("no error repeats a header, a body, a path or a query", arguments: ["/slow", "/cut", "/garbage", "/endless"])
    func secrets(path: String) async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(timeoutSeconds: 1, mostReplyBytes: 10)
        // libcurl itself says "bytes", "received", "transfer": then its general text is told instead.
        for word in ["hunter2", "bytes", "received", "transfer", "remaining"] {
            let call = HTTPCall(
                url: peer.url("\(path)?key=\(word)"), headers: [(name: "Authorization", value: "Bearer \(word)")],
                body: Array(word.utf8))
            let error = await httpFailure { try await sender.send(call) }
            guard case .unreachable(let text) = error else { continue }
            #expect(!text.contains(word) && !text.contains(path), "\(text)")
        }
    }
}
