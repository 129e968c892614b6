import Foundation
import Testing

import Wire

@Suite("Requests that are refused", .serialized, .timeLimit(.minutes(15)))
struct HTTPRefusalTests {
    @Test("a header that could leave its line, or is none, is refused and reaches no server")
    func headers() async throws {
        let peer = try HTTPPeer()
        let signs = ["\r\n", "\r", "\n", "\0", "\u{1}", "\u{b}", "\u{c}", "\u{1b}", "\u{7f}"]
        var headers = signs.map { (name: "X-A", value: "hunter2\($0)X-Evil: 1") }
        headers += signs.map { (name: "X-A\($0)X-Evil", value: "hunter2") }
        headers += ["", " ", "X A", "X-A:", "X-Ä", "X-A;", "(X)", "X\"A"].map { (name: $0, value: "hunter2") }
        headers += [
            (name: "X-A", value: "hunter2\r\n"), (name: "X-A", value: "\n"), (name: "X-A", value: "\u{301}\r\n"),
        ]
        for header in headers {
            let call = HTTPCall(url: peer.url("/"), headers: [(name: "X-Good", value: "1"), header])
            let error = await httpFailure { try await HTTPSender().send(call) }
            #expect(isMalformed(error), "\(header)")
            #expect(error?.description.contains("hunter2") == false)
        }
        #expect(try peer.connections() == 0)
    }

    @Test(
        "what frames a message cannot be given",
        arguments: [
            "Content-Length", "content-length", "Transfer-Encoding", "CONNECTION", "Host", "Expect", "Upgrade", "TE",
        ])
    func framing(name: String) async throws {
        let call = HTTPCall(url: "http://127.0.0.1:1/", headers: [(name: name, value: "1")])
        #expect(isMalformed(await httpFailure { try await HTTPSender().send(call) }))
    }

    @Test(
        "a method that is no word is refused",
        arguments: ["", "GET /x HTTP/1.1\r\nX: y", "P OST", "GET\n", "GÄT", "\0"])
    func method(method: String) async throws {
        let peer = try HTTPPeer()
        let call = HTTPCall(method: method, url: peer.url("/"))
        #expect(isMalformed(await httpFailure { try await HTTPSender().send(call) }))
        #expect(try peer.connections() == 0)
    }

    @Test(
        "a URL of another scheme, without host, or with signs that URLs do not have, is refused",
        arguments: [
            "", "/", "127.0.0.1", "localhost:80/", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/",
            "smtp://127.0.0.1/", "dict://127.0.0.1/", "javascript:alert(1)", "http://", "http:///", "http://?q=hunter2",
            "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\0hunter2", "http://127.0.0.1/ä",
            "http://bücher.example/", "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://[::1/", "http://[::g]/",
            "http://a%00b/", "http://a<b/", " http://127.0.0.1/", "http://127.0.0.1/\u{7f}", "unix:///run/x",
        ])
    func url(url: String) async {
        let error = await httpFailure { try await HTTPSender().send(HTTPCall(url: url)) }
        #expect(isMalformed(error))
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(
        "a URL with a user or a password is refused, however it is written",
        arguments: ["u:hunter2@", "u@", "u:@", ":hunter2@", ":@", "@", "u%40:hunter2@", "a@b@", "\\@", "u;x:hunter2@"])
    func credentials(login: String) async throws {
        let peer = try HTTPPeer()
        let call = HTTPCall(url: "http://\(login)127.0.0.1:\(peer.port)/")
        let error = await httpFailure { try await HTTPSender().send(call) }
        #expect(isMalformed(error))
        #expect(error?.description.contains("hunter2") == false)
        #expect(try peer.connections() == 0)
    }

    @Test("an @ behind the host is no user")
    func at() async throws {
        let peer = try HTTPPeer()
        for path in ["/@", "/a@b:c@d", "?a@b"] {
            #expect(try await HTTPSender().send(HTTPCall(url: peer.url(path))).text == "ok")
        }
        #expect(try peer.calls().map(\.line) == ["POST /@", "POST /a@b:c@d", "POST /?a@b"])
    }
}
