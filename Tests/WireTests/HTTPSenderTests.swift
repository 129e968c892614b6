import Foundation
import Testing

import Wire

@Suite("Requests to a real web server", .serialized, .timeLimit(.minutes(15)))
struct HTTPSenderTests {
    @Test("method, path, query, headers and body arrive byte for byte, and nothing else does")
    func wholeCall() async throws {
        let peer = try HTTPPeer()
        let body = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        let headers = [
            (name: "Content-Type", value: "application/json; charset=\"utf-8\""), (name: "X-Twice", value: "one"),
            (name: "x-twice", value: "two: ä"), (name: "X-Empty", value: ""), (name: "X-Blank", value: " \t"),
            (name: "Authorization", value: "Bearer abc"),
        ]
        let call = HTTPCall(url: peer.url("/hook/a%20b;c?d=e&f=%2F#gone"), headers: headers, body: body)
        #expect(try await HTTPSender().send(call).text == "ok")
        let seen = try #require(try peer.calls().first)
        #expect(
            seen.head == """
                POST /hook/a%20b;c?d=e&f=%2F HTTP/1.1\r
                Host: 127.0.0.1:\(peer.port)\r
                User-Agent: InFormat\r
                Accept: */*\r
                Content-Type: application/json; charset="utf-8"\r
                X-Twice: one\r
                x-twice: two: ä\r
                X-Empty:\r
                X-Blank:\r
                Authorization: Bearer abc\r
                Content-Length: 1000\r
                \r

                """)
        #expect(seen.body == body)
    }

    @Test("without a body GET says nothing of one, and POST that it is empty; a type is never made up")
    func noBody() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender()
        let bodies: [(method: String, body: [UInt8]?)] = [
            ("GET", nil), ("POST", nil), ("POST", []), ("GET", []), ("DELETE", nil), ("PUT", nil),
        ]
        for (method, body) in bodies {
            #expect(try await sender.send(HTTPCall(method: method, url: peer.url("/"), body: body)).status == 200)
        }
        let calls = try peer.calls()
        #expect(calls.map(\.line) == ["GET /", "POST /", "POST /", "GET /", "DELETE /", "PUT /"])
        #expect(calls.map { $0.headerLines.contains("Content-Length: 0") } == [false, true, true, true, false, true])
        #expect(calls.allSatisfy { $0.body.isEmpty && !$0.head.lowercased().contains("content-type") })
    }

    @Test("a large body goes out at once, without asking whether it may, and what an earlier call set is forgotten")
    func largeBody() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(threads: 1)
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let first = HTTPCall(
            method: "PUT", url: peer.url("/"),
            headers: [(name: "Content-Type", value: "text/plain"), (name: "User-Agent", value: "Other/1")], body: body)
        _ = try await sender.send(first)
        _ = try await sender.send(HTTPCall(method: "GET", url: peer.url("/")))
        let calls = try peer.calls()
        #expect(calls.first?.body == body && calls.first?.head.contains("Expect") == false)
        #expect(calls.first?.headerLines.contains("User-Agent: Other/1") == true)
        #expect(calls.last?.headerLines.dropFirst() == ["User-Agent: InFormat", "Accept: */*"])
    }

    @Test("the reply's status, headers and body come back; trailers and folded lines do not pass for headers")
    func reply() async throws {
        let peer = try HTTPPeer()
        let reply = try await HTTPSender().send(HTTPCall(url: peer.url("/headers")))
        #expect(reply.status == 200)
        #expect(
            reply.headers == [
                "transfer-encoding": "chunked", "x-upper": "A b", "x-lower": "two  blanks", "x-twice": "last",
                "x-empty": "", "x-colons": "a:b", "x-folded": "one", "x-letters": "ä",
            ])
        #expect(reply.body == [0x61, 0, 0x62, 0xff, 10])
        #expect(reply.text == "a\0b\u{FFFD}\n")
    }

    @Test("a failure that the server tells is a reply like any other", arguments: [400, 401, 404, 429, 500, 503])
    func statuses(status: Int) async throws {
        let peer = try HTTPPeer()
        let reply = try await HTTPSender().send(HTTPCall(url: peer.url("/status/\(status)")))
        #expect(reply.status == status && reply.text == "why?")
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let peer = try HTTPPeer()
        let reply = try await HTTPSender().send(HTTPCall(method: "GET", url: peer.url("/moved")))
        #expect(reply.status == 302 && reply.headers["location"] == "/landed" && reply.text == "moved")
        #expect(try peer.calls().map(\.line) == ["GET /moved"])
    }

    @Test("interim answers, answers without a body and answers to HEAD come back whole")
    func shortAnswers() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender()
        let interim = try await sender.send(HTTPCall(url: peer.url("/interim")))
        #expect(interim.status == 200 && interim.headers == ["content-length": "2"] && interim.text == "ok")
        let empty = try await sender.send(HTTPCall(method: "GET", url: peer.url("/empty")))
        #expect(empty.status == 204 && empty.body.isEmpty && empty.headers.isEmpty)
        let head = try await sender.send(HTTPCall(method: "HEAD", url: peer.url("/big/5000000")))
        #expect(head.status == 200 && head.headers["content-length"] == "5000000" && head.body.isEmpty)
    }

    @Test("forty calls at once all arrive, each once, over no more connections than threads")
    func many() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(threads: 4)
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<40 {
                let call = HTTPCall(url: peer.url("/\(number)"), body: Array("body \(number)".utf8))
                group.addTask { try await sender.send(call).text }
            }
            for try await text in group { #expect(text == "ok") }
        }
        let calls = try peer.calls()
        #expect(calls.map(\.line).sorted() == (0..<40).map { "POST /\($0)" }.sorted())
        #expect(
            calls.allSatisfy { "/" + String(decoding: $0.body, as: UTF8.self).dropFirst(5) == $0.line.dropFirst(5) })
        #expect(try peer.connections() <= 4)
    }

    @Test("printing a call shows neither its path nor its headers nor its body")
    func printing() {
        let call = HTTPCall(
            url: "https://api.example/secret1?secret2", headers: [(name: "A", value: "secret3")], body: [1])
        var dumped = ""
        dump(call, to: &dumped)
        #expect("\(call)" == "a call to api.example" && String(reflecting: call) == "a call to api.example")
        #expect(dumped == "- a call to api.example\n")
        #expect("\(HTTPCall(url: "https://user:secret@"))" == "a call to nowhere")
    }
}
