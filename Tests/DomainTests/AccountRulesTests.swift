import Domain
import Testing

@Suite("Addresses, passwords and shown names")
struct AccountRulesTests {
    @Test(
        "addresses are trimmed, composed and in lower case",
        arguments: [
            (" John.Doe+x@Example.COM\n", "john.doe+x@example.com"), ("a@b", "a@b"),
            ("JOSE\u{301}@xn--bcher-kva.example", "jos\u{E9}@xn--bcher-kva.example"),
            ("用户@例子.中国", "用户@例子.中国"), ("o'neill!#$%&*/=?^_`{|}~-@x-y.co", "o'neill!#$%&*/=?^_`{|}~-@x-y.co"),
        ])
    func addresses(text: String, normal: String) throws {
        let address = try EmailAddress.normalised(text)
        #expect(Array(address.unicodeScalars) == Array(normal.unicodeScalars))
        #expect(try EmailAddress.normalised(address) == address)
    }

    @Test(
        "what is no address, or could end a header, is refused",
        arguments: [
            "a", "@", "a@", "@b", "a@@b", "a@b@c", "a b@c.de", "a@b c", ".a@b.c", "a.@b.c", "a..b@c.de", "a@.b", "a@b.",
            "a@b..c", "a@-b.c", "a@b-.c", "a@[127.0.0.1]", "\"a b\"@c.de", "a@b.c\r\nBcc: x@y.z", "a\r\n@b.c",
            "a\u{85}@b.c", "a\u{2028}@b.c", "a\u{202E}@b.c", "a\u{200B}@b.c", "<a@b.c>", "a@b.c, d@e.f", "a;b@c.de",
            "a:b@c.de", "a(b)@c.de", "a@b_c.de", "a\\@b.c", "a@😀.de", "a\u{7F}@b.c", "a@b.c>",
        ])
    func refusedAddresses(text: String) {
        #expect(problem { _ = try EmailAddress.normalised(text) } == .invalid("email", .malformed))
    }

    @Test("addresses are bounded in bytes")
    func addressLength() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "b", count: 63)
        #expect(throws: Never.self) { try EmailAddress.normalised("\(local)@\(label).\(label).\(label.dropFirst(2))") }
        let long = "\(local)@\(label).\(label).\(label)"
        #expect(problem { _ = try EmailAddress.normalised(long) } == .invalid("email", .tooLong, ["maximum": "254"]))
        #expect(problem { _ = try EmailAddress.normalised("a\(local)@b.c") } == .invalid("email", .malformed))
        #expect(problem { _ = try EmailAddress.normalised("a@\(label)b.c") } == .invalid("email", .malformed))
        #expect(problem { _ = try EmailAddress.normalised(" ") } == .invalid("email", .required))
    }

    @Test("passwords are long enough, not too long and not among the commonest")
    func passwords() throws {
        for good in ["correct horse", "ünïcödé-2026", "0918273645x!", String(repeating: "a1!", count: 341)] {
            #expect(throws: Never.self, "\(good)") { try Password.check(good) }
        }
        let short = Problem.invalid("password", .tooShort, ["minimum": "10"])
        #expect(problem { try Password.check("123456789") } == short)
        #expect(problem { try Password.check("") } == short)
        #expect(
            problem { try Password.check(String(repeating: "é", count: 513)) }
                == .invalid("password", .tooLong, ["maximum": "1024"]))
        for common in ["1234567890", "qwertyuiop", "QwertyUiop", "password123", "PASSWORD123"] {
            #expect(problem { try Password.check(common) } == .invalid("password", .tooCommon), "\(common)")
        }
    }

    @Test(
        "a person is shown by the custom name, else by first and last name, else by the address",
        arguments: [
            ("Dr. J", "John", "Doe", "Dr. J"), (nil, "John", "Doe", "John Doe"), ("", "John", nil, "John"),
            (nil, nil, "Doe", "Doe"), (nil, "", "Doe", "Doe"), (nil, nil, nil, "j@x.org"), ("", "", "", "j@x.org"),
        ] as [(String?, String?, String?, String)])
    func shownNames(display: String?, first: String?, last: String?, shown: String) {
        #expect(PersonName.shown(displayName: display, firstName: first, lastName: last, email: "j@x.org") == shown)
    }
}
