import Foundation
import Testing

import Wire

@Suite("Requests in somebody's name", .serialized, .timeLimit(.minutes(15)))
struct HTTPCredentialsTests {
    private static let own = HTTPCredentials(user: "jo:e", password: "s3cret ä")
    // With Basic a colon ends the user.
    private static let plain = HTTPCredentials(user: "jo", password: "e:s3cret ä")

    @Test(
        "user and password are shown as the server asks for them, with any method, and the second answer counts alone",
        arguments: [("/basic", HTTPCredentialsTests.plain), ("/digest", HTTPCredentialsTests.own)],
        ["GET", "PROPFIND", "PUT", "DELETE"])
    func shown(door: (path: String, credentials: HTTPCredentials), method: String) async throws {
        let peer = try HTTPPeer()
        let body: [UInt8]? = method == "GET" || method == "DELETE" ? nil : Array("<propfind/>".utf8)
        let call = HTTPCall(method: method, url: peer.url(door.path), body: body, credentials: door.credentials)
        for isKept in [true, false] {
            let reply = try await HTTPSender(keepsConnections: isKept).send(call)
            #expect(reply.status == 200 && reply.text == "in")
            #expect(reply.headers["x-door"] == "open" && reply.headers["x-first"] == nil)
        }
        let calls = try peer.calls()
        #expect(calls.last?.body == body ?? [])
        #expect(calls.first?.headerLines.contains { $0.hasPrefix("Authorization:") } == false)
        #expect(calls.allSatisfy { call in !call.headerLines.contains { $0.contains("s3cret") } })
    }

    @Test("who is not let in is told so, and who shows nothing is not asked twice", arguments: ["/basic", "/digest"])
    func refused(path: String) async throws {
        let peer = try HTTPPeer()
        let wrong = HTTPCredentials(user: "jo:e", password: "wrong")
        let reply = try await HTTPSender().send(HTTPCall(method: "GET", url: peer.url(path), credentials: wrong))
        #expect(reply.status == 401 && reply.text == "who?")
        #expect((2...3).contains(try peer.calls().count))
        let open = HTTPCall(method: "GET", url: peer.url("/"), credentials: wrong)
        #expect(try await HTTPSender().send(open).text == "ok")
        let before = try peer.calls().count
        #expect(try await HTTPSender().send(HTTPCall(method: "GET", url: peer.url(path))).status == 401)
        #expect(try peer.calls().count == before + 1)
    }

    @Test("another call on the same handle is not made in the name of the one before")
    func forgotten() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(threads: 1)
        let call = HTTPCall(method: "GET", url: peer.url("/digest"), credentials: Self.own)
        #expect(try await sender.send(call).status == 200)
        #expect(try await sender.send(HTTPCall(method: "GET", url: peer.url("/digest"))).status == 401)
        #expect(try await sender.send(HTTPCall(method: "GET", url: peer.url("/"))).status == 200)
        #expect(try peer.calls().suffix(2).allSatisfy { !$0.head.contains("Authorization") })
    }

    @Test("what could leave its line is refused, and no user or password stands in what is printed")
    func secrets() async throws {
        for sign in ["\0", "\r\n", "\u{7f}"] {
            for (user, password) in [("hunter2\(sign)X: 1", "b"), ("a", "hunter2\(sign)")] {
                let call = HTTPCall(
                    url: "http://127.0.0.1:1/", credentials: HTTPCredentials(user: user, password: password))
                let error = await httpFailure { try await HTTPSender().send(call) }
                #expect(isMalformed(error))
                #expect(error?.description.contains("hunter2") == false)
            }
        }
        let call = HTTPCall(
            url: "http://127.0.0.1:1/", credentials: HTTPCredentials(user: "hunter1", password: "hunter2"))
        var dumped = "\(call) \(String(describing: call.credentials)) \(String(reflecting: call.credentials))"
        dump(call, to: &dumped)
        dump(call.credentials, to: &dumped)
        #expect(!dumped.contains("hunter"))
        let error = await httpFailure { try await HTTPSender().send(call) }
        #expect(isUnreachable(error) && error?.description.contains("hunter") == false)
    }
}
