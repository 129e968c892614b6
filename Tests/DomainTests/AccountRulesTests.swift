import Domain
import Testing

@Suite("Addresses, passwords and shown names")
struct AccountRulesTests {
    @Test(
        "addresses are trimmed, composed and in lower case",
        arguments: [
            (" John.Doe+x@Example.COM\n", "john.doe+x@example.com"), ("a@b", "a@b"),
            ("JOSE\u{301}@xn--bcher-kva.example", "jos\u{E9}@b\u{FC}cher.example"),
            ("jo@bu\u{308}cher.example", "jo@b\u{FC}cher.example"), ("jo@BÜCHER.example", "jo@b\u{FC}cher.example"),
            ("jo@XN--BCHER-KVA.EXAMPLE", "jo@b\u{FC}cher.example"),
            ("ｊｏ＠ｂücher．ｅｘａｍｐｌｅ", "jo@b\u{FC}cher.example"), ("jo@例子。中国", "jo@例子.中国"),
            ("jo@xn--fsqu00a.xn--fiqs8s", "jo@例子.中国"), ("jo@straße.example", "jo@straße.example"),
            ("jo@xn--strae-oqa.example", "jo@straße.example"), ("jo@r3---x.example", "jo@r3---x.example"),
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
            "a:b@c.de", "a@xn--.example", "a@xn--a.example", "a@xn--bcher-kva-.example", "a@☃☃.example",
            "a@x\u{200D}y.example", "a@\u{301}x.example", "a@b＠c.example", "a(b)@c.de", "a@b_c.de", "a\\@b.c", "a@😀.de",
            "a\u{7F}@b.c", "a@b.c>",
        ])
    func refusedAddresses(text: String) {
        #expect(problem { _ = try EmailAddress.normalised(text) } == .malformed("email", .email))
    }

    @Test("addresses are bounded in bytes")
    func addressLength() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "b", count: 63)
        #expect(throws: Never.self) { try EmailAddress.normalised("\(local)@\(label).\(label).\(label.dropFirst(2))") }
        let long = "\(local)@\(label).\(label).\(label)"
        #expect(problem { _ = try EmailAddress.normalised(long) } == .invalid("email", .tooLong, ["maximum": "254"]))
        #expect(problem { _ = try EmailAddress.normalised("a\(local)@b.c") } == .malformed("email", .email))
        #expect(problem { _ = try EmailAddress.normalised("a@\(label)b.c") } == .malformed("email", .email))
        #expect(problem { _ = try EmailAddress.normalised(" ") } == .invalid("email", .required))
    }

    @Test("passwords are long enough, not too long and not among the commonest")
    func passwords() throws {
        let common: Set = ["1234567890", "qwertyuiop", "password123"]
        for good in ["correct horse", "ünïcödé-2026", "0918273645x!", String(repeating: "a1!", count: 341)] {
            #expect(throws: Never.self, "\(good)") { try Password.check(good, common: common) }
        }
        let short = Problem.invalid("password", .tooShort, ["minimum": "10"])
        #expect(problem { try Password.check("123456789", common: common) } == short)
        #expect(problem { try Password.check("", common: common) } == short)
        #expect(
            problem { try Password.check(String(repeating: "é", count: 513), common: common) }
                == .invalid("password", .tooLong, ["maximum": "1024"]))
        for word in ["1234567890", "qwertyuiop", "QwertyUiop", "password123", "PASSWORD123"] {
            #expect(problem { try Password.check(word, common: common) } == .invalid("password", .tooCommon), "\(word)")
        }
    }

    @Test(
        "one character again and again is no password, however it is written",
        arguments: ["aaaaaaaaaa", "0000000000000000", "ÄÄÄÄÄÄÄÄÄÄ", "A\u{308}Ä\u{41}\u{308}ÄÄÄÄÄÄÄÄ", "😀😀😀😀😀😀😀😀😀😀"])
    func repeated(password: String) {
        #expect(problem { try Password.check(password, common: []) } == .invalid("password", .repeated))
    }

    @Test("the address or the name is no password, in any case, with or without spaces and accents")
    func personal() {
        let names: [String?] = ["Jörg-Sebastian", "Ott", nil]
        for password in [
            "jsb.ott.1975@example.com", "JSB.Ott.1975", "jorg-sebastian", "JÖRG-SEBASTIAN", "Ott Jörg-Sebastian",
            "jörg-sebastianott", "Jo\u{308}rg-Sebastian",
        ] {
            #expect(
                problem { try Password.check(password, isNotOf: "jsb.ott.1975@example.com", names) }
                    == .invalid("password", .tooPersonal), "\(password)")
        }
        #expect(throws: Never.self) {
            try Password.check("jörg-sebastian!", isNotOf: "jsb.ott.1975@example.com", names)
            try Password.check("", isNotOf: "a@example.com", [nil])
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
