import Foundation
import Testing

import Wire

@Suite("Letters that are refused")
struct LetterRefusalTests {
    @Test(
        "an address that could leave its header or its SMTP command is refused",
        arguments: [
            "", "ann", "@example.com", "ann@", "ann@example.com\r\nBcc: evil@example.com", "ann@example.com\n",
            "ann\r\nRCPT TO:<evil@example.com>@example.com", "a b@example.com", "ann@exa mple.com", "<ann@example.com>",
            "ann@example.com> SIZE=1", "\"a b\"@example.com", "ann@[127.0.0.1]", "ann@example..com", "ann@.example",
            "a@b@example.com", "ann\u{0}@example.com", "ann\u{2028}x@example.com", "ann@example.com\u{0}",
            "ann,eve@example.com",
            String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b", count: 64) + ".example",
        ])
    func badAddress(address: String) {
        for field in [\Letter.to.address, \Letter.from.address] {
            var letter = Letter.sample()
            letter[keyPath: field] = address
            #expect(throws: LetterError.self) { try letter.mime() }
        }
    }

    @Test(
        "a Message-ID of another form is refused",
        arguments: ["", "<>", "<a@>", "<@b>", "a@b", "<a b@c>", "<a@b@c>", "<a@b>\r\nBcc: evil@x", "<ä@b>", "<a<b@c>"])
    func badMessageID(messageID: String) {
        var letter = Letter.sample()
        letter.messageID = messageID
        #expect(throws: LetterError.self) { try letter.mime() }
    }

    @Test("a calendar method that is no token is refused", arguments: ["", "request", "REQUEST; x=y", "REQUEST\r\n"])
    func badMethod(method: String) {
        var letter = Letter.sample()
        letter.invitation = (method: method, ics: Letter.ics)
        #expect(throws: LetterError.self) { try letter.mime() }
    }

    @Test(
        "addresses that people have are taken",
        arguments: [
            "ann@example.com", "a.b+c_d@sub.example.co.uk", "o'neil@example.com", "ann@localhost", "a..b@example.com",
        ])
    func goodAddress(address: String) throws {
        #expect(try MailAddress(address).text == address)
    }

    @Test("a domain outside ASCII is written in its ASCII form")
    func internationalDomain() throws {
        let address = try MailAddress("ann@bücher.example")
        #expect(address.text == "ann@xn--bcher-kva.example")
        #expect(!address.hasUnicodeLocalPart)
        #expect(try MailAddress("änn@example.com").hasUnicodeLocalPart)
    }
}
