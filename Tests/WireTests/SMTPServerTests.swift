import Foundation
import Testing

import Wire

@Suite("The URL of a mail server")
struct SMTPServerTests {
    @Test("scheme, host, port and login are read, with the usual ports where none is named")
    func forms() throws {
        let plain = try SMTPServer(url: "smtp://mail.example")
        #expect(plain.host == "mail.example" && plain.port == 587 && plain.credentials == nil)
        let implicit = try SMTPServer(url: "SMTPS://mail.example/")
        #expect(implicit.port == 465 && implicit.security == .implicit)
        #expect(try SMTPServer(url: "smtp://[::1]:25").description == "smtp://[::1]:25")
        #expect(try SMTPServer(url: "smtp://xn--bcher-kva.example").host == "xn--bcher-kva.example")
        let login = try SMTPServer(url: "smtp://ann%40example.com:p%3A%2F%40%C3%A4%25@mail.example:2525")
        #expect(login.credentials?.user == "ann@example.com" && login.credentials?.password == "p:/@ä%")
        #expect(login.port == 2525)
    }

    @Test(
        "STARTTLS is required when a login would leave the machine, else used when offered; ?tls= decides over both"
    )
    func security() throws {
        let expected: [(String, SMTPServer.Security)] = [
            ("smtp://mail.example", .startTLSOffered),
            ("smtp://mail.example?tls=required", .startTLSRequired),
            ("smtp://mail.example?tls=never", .none),
            ("smtp://u:p@mail.example", .startTLSRequired),
            ("smtp://u:p@mail.example?tls=never", .none),
            ("smtp://u:p@127.0.0.1", .startTLSOffered),
            ("smtp://u:p@127.8.9.1", .startTLSOffered),
            ("smtp://u:p@localhost", .startTLSOffered),
            ("smtp://u:p@[::1]", .startTLSOffered),
            ("smtp://u:p@127.0.0.1.evil.example", .startTLSRequired),
            ("smtp://u:p@localhost.evil.example", .startTLSRequired),
            ("smtps://u:p@mail.example", .implicit),
            ("smtps://u:p@mail.example?tls=required", .implicit),
        ]
        for (url, security) in expected { #expect(try SMTPServer(url: url).security == security, "\(url)") }
    }

    @Test(
        "a wrong URL is refused with a sentence that does not repeat the password",
        arguments: [
            "", "mail.example", "http://u:hunter2@mail.example", "smtp://", "smtp://u:hunter2@",
            "smtp://hunter2@mail.example",
            "smtp://:hunter2@mail.example", "smtp://hunter2:@mail.example", "smtp://u:hunter2@mail.example:0",
            "smtp://u:hunter2@mail.example:99999", "smtp://u:hunter2@mail.example/x",
            "smtp://u:hunter2@mail.example?tls=maybe",
            "smtp://u:hunter2@mail.example?starttls=never", "smtp://u:hunter2@mail.example#x",
            "smtp://u:hunter2%00@mail.example",
            "smtp://u:hunter2%0d%0a@mail.example", "smtp://u:hunter2%ff@mail.example",
            "smtp://u:hunter2%zz@mail.example",
            "smtps://u:hunter2@mail.example?tls=never", "smtp://u:hunter2@ma il.example",
            "smtp://u:hunter2@mail..example",
        ])
    func refused(url: String) {
        let error = #expect(throws: SMTPSettingError.self) { try SMTPServer(url: url) }
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.description.hasSuffix(".") == true)
    }

    @Test("printing a server shows neither user nor password")
    func printing() throws {
        let server = try SMTPServer(url: "smtp://secret-user:hunter2@mail.example")
        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(server)", String(reflecting: server), "\(Optional(server) as Any)", dumped] {
            #expect(!text.contains("hunter2") && !text.contains("secret-user"))
            #expect(text.contains("mail.example:587"))
        }
    }

    @Test("the name after EHLO is a host name or an address in brackets")
    func greeting() {
        #expect(HostName.greeting("booking.example") == "booking.example")
        #expect(HostName.greeting("127.0.0.1") == "[127.0.0.1]")
        #expect(HostName.greeting("[::1]") == "[IPv6:::1]")
        #expect(HostName.greeting("x\r\nMAIL FROM:<a@b>") == "localhost")
        #expect(HostName.greeting("") == "localhost")
    }
}
