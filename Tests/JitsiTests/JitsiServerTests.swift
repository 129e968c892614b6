import Foundation
import Jitsi
import Testing

@Suite("JITSI_URL")
struct JitsiServerTests {
    static let accepted: [(url: String, host: String, room: String)] = [
        ("https://meet.jit.si", "meet.jit.si", "https://meet.jit.si/room-1"),
        ("https://meet.jit.si/", "meet.jit.si", "https://meet.jit.si/room-1"),
        ("HTTPS://Meet.Example.ORG///", "meet.example.org", "https://meet.example.org/room-1"),
        ("https://8x8.vc/vpaas-magic-cookie-1f/", "8x8.vc", "https://8x8.vc/vpaas-magic-cookie-1f/room-1"),
        ("https://meet.example.org/Team_1/~x", "meet.example.org", "https://meet.example.org/Team_1/~x/room-1"),
        ("http://localhost:8000", "localhost", "http://localhost:8000/room-1"),
        ("https://meet.example.org:443/a", "meet.example.org", "https://meet.example.org/a/room-1"),
        ("http://127.0.0.1:80", "127.0.0.1", "http://127.0.0.1/room-1"),
        ("https://meet.example.org:0080", "meet.example.org", "https://meet.example.org:80/room-1"),
        ("https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example/room-1"),
    ]

    @Test("an address with host, port and organisation is the beginning of every room's address", arguments: accepted)
    func accepts(url: String, host: String, room: String) throws {
        let server = try JitsiServer(url: url)
        #expect(server.host == host)
        #expect(server.address + "/room-1" == room)
    }

    @Test("a browser leaves every room's address as it is")
    func browser() throws {
        let links = Self.accepted.map { MeetingLink(roomURL: $0.room, displayName: "Zoë", role: .participant).text }
        #expect(try JitsiOracle.answers(to: links).map(\.href) == links)
    }

    @Test("only meet.jit.si itself is known as the public server")
    func isPublic() throws {
        #expect(try JitsiServer(url: "https://MEET.jit.si/").isMeetJitSi)
        #expect(try !JitsiServer(url: "https://meet.jit.si.example.org").isMeetJitSi)
        #expect(try !JitsiServer(url: "https://meet.example.org/meet.jit.si").isMeetJitSi)
    }

    @Test(
        "another value is refused with a sentence that names the setting and does not repeat a password",
        arguments: [
            "", " ", "meet.jit.si", "ftp://meet.jit.si", "//meet.jit.si", "https:meet.jit.si", "https://",
            "https:///room", "https://secret@meet.jit.si", "https://me:secret@meet.jit.si",
            "https://meet.jit.si?secret",
            "https://meet.jit.si/#secret", "https://meet.jit.si/a//b", "https://meet.jit.si/../b",
            "https://meet.jit.si/.",
            "https://meet.jit.si/a b", "https://meet.jit.si/%41", "https://meet.jit.si\\a", "https://meet..jit.si",
            "https://meet.jit.si.", "https://münchen.example", "https://\u{212A}.example", "https://meet.jit.si:",
            "https://meet.jit.si:0", "https://meet.jit.si:65536", "https://meet.jit.si:+80", "https://meet.jit.si:8:0",
            "https://[::1]/", "https://10.1", "https://1.2.3.04", "https://1.2.3.256", "https://a.0x7f",
            "https://meet.jit.si\n", " https://meet.jit.si", "https://meet.jit.si/\u{301}a",
            "https:/\u{301}/meet.jit.si",
        ])
    func refuses(url: String) {
        let error = #expect(throws: JitsiError.self) { try JitsiServer(url: url) }
        #expect(error?.sentence.contains("JITSI_URL") == true)
        #expect(error?.sentence.contains("secret") == false)
    }
}
