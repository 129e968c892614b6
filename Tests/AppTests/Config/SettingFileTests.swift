import App
import Foundation
import Testing

@Suite("Files of settings")
struct SettingFileTests {
    private static func source(_ bytes: [UInt8]) throws -> SettingSource {
        let file = NSTemporaryDirectory() + "informat-\(UUID().uuidString).env"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(bytes).write(to: URL(filePath: file))
        return try SettingSource(environment: [:], file: file, required: true)
    }

    private static func source(_ text: String) throws -> SettingSource { try source(Array(text.utf8)) }

    private static func complaint(_ text: String) throws -> String {
        try #require(throws: SettingError.self) { try source(text) }.sentence
    }

    @Test(
        "the ends of lines are those of any system, and editors may put a mark before the first",
        arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
    func lines(end: String, mark: String) throws {
        for last in ["", end, end + end + "  \t" + end] {
            let lines = ["# A comment", "", "JWT_SECRET=a=b", "\t# another = one", "LISTEN=:1", "CURRENCY="]
            let source = try Self.source(mark + lines.joined(separator: end) + last)
            #expect(source.text("JWT_SECRET") == "a=b" && source.text("LISTEN") == ":1")
            #expect(source.text("CURRENCY") == nil)
        }
    }

    /// What is written behind `NAME=`, and what is meant.
    private static let values: [(written: String, meant: String?)] = [
        ("plain", "plain"), ("  with  blanks \t", "with  blanks"), ("", nil), ("\"\"", nil), ("''", nil),
        ("\"double\"", "double"), ("'single'", "single"), ("“typed”", "typed"), ("„getippt“", "getippt"),
        ("„getippt”", "getippt"), ("‘typed’", "typed"), ("'a \"b\" c'", "a \"b\" c"), ("\"it's\"", "it's"),
        ("\"a\\\"b\\\\c\\$d\"", "a\"b\\c$d"), ("\"C:\\new\\table\"", "C:\\new\\table"), ("'a\\'", "a\\"),
        ("a\\b$c", "a\\b$c"), ("${HOME}", "${HOME}"), ("it's", "it's"), ("5' 2\"", "5' 2\""), ("a#b", "a#b"),
        ("a # comment", "a"), ("a\t#comment", "a"), (" # comment", nil), ("\"a # b\" # comment", "a # b"),
        ("'a # b'  ", "a # b"), ("\"The Practice\" <a@b.c>", "\"The Practice\" <a@b.c>"),
        ("\"The Practice\" <a@b.c> # us", "\"The Practice\" <a@b.c>"), ("\u{A0}pasted\u{A0}", "pasted"),
        ("ünïcode ☺", "ünïcode ☺"), ("a=b=c", "a=b=c"), ("\"a=b\"", "a=b"), ("e\u{301}#", "e\u{301}#"),
    ]

    @Test("quotes and comments are taken as people write them", arguments: values)
    func quotes(written: String, meant: String?) throws {
        for before in ["MAIL_FROM=", "MAIL_FROM = ", "export MAIL_FROM=", "  export\tMAIL_FROM =", "\u{A0}MAIL_FROM="] {
            let source = try Self.source("LISTEN=:1\n\(before)\(written)\r\nCURRENCY=eur\n")
            #expect(source.text("MAIL_FROM") == meant, "\(before)\(written)")
            #expect(source.text("LISTEN") == ":1" && source.text("CURRENCY") == "eur")
        }
    }

    @Test("a # right behind the equals sign belongs to the value, and one behind a blank begins a comment")
    func hash() throws {
        #expect(try Self.source("ADMIN_PASSWORD=#1 at last").text("ADMIN_PASSWORD") == "#1 at last")
        #expect(try Self.source("ADMIN_PASSWORD= #1 at last").text("ADMIN_PASSWORD") == nil)
    }

    @Test(
        "a line that is no setting stops the start with its number, and nothing of it is repeated",
        arguments: [
            ("swordfish", "NAME=value"), ("=swordfish", "NAME=value"), ("JWT SECRET=swordfish", "NAME=value"),
            ("JWT_SECRET: swordfish", "NAME=value"), ("swordfish;x=1", "NAME=value"), ("; swordfish", "NAME=value"),
            ("JWT_SECRET=\"swordfish", "never closed"), ("JWT_SECRET='swordfish\"", "never closed"),
            ("JWT_SECRET='swordfish'x", "behind its closing quote"), ("JWT_SECRET=''swordfish", "behind"),
            ("sw0rdfishswordfish=", "What stands in line"), ("SWORDFISH0=", "What stands in line"),
            ("setenv=swordfish", "What stands in line"),
        ])
    func refused(line: String, part: String) throws {
        let sentence = try Self.complaint("# first\r\nLISTEN=:1\r\n\(line)\r\n")
        #expect(sentence.contains("ine 3 ") && sentence.contains(part), "\(sentence)")
        #expect(!sentence.lowercased().contains("fish"), "\(sentence)")
    }

    @Test("a misspelt setting is named with the one that was meant, an unknown one alone, and both stop the start")
    func unknown() throws {
        let meant = [
            "JWT_SECRT": "JWT_SECRET", "jwt_secret": "JWT_SECRET", "JWTSECRET": "JWT_SECRET", "MAIL_FORM": "MAIL_FROM",
            "STRIPE-SECRET-KEY": "STRIPE_SECRET_KEY", "DATABASE_URI": "DATABASE_URL", "SMTP_URLS": "SMTP_URL",
            "TRUSTED_PROXY": "TRUSTED_PROXIES", "LISTNE": "LISTEN", "Tz": "TZ",
            "STRIPE_PUBLISHABEL_KEY": "STRIPE_PUBLISHABLE_KEY", "CORS_ORIGIN": "CORS_ORIGINS",
        ]
        for (written, right) in meant {
            let sentence = try Self.complaint("LISTEN=:1\n\(written)=swordfish\n")
            #expect(sentence == "“\(written)” in line 2 is not a setting; is \(right) meant?")
        }
        #expect(
            try Self.complaint("PGPASSFILE=/swordfish\nHTTP_PROXY=swordfish")
                == "“PGPASSFILE” in line 1 is not a setting. “HTTP_PROXY” in line 2 is not a setting.")
        #expect(try Self.complaint("LISTEN=:1\n\nLISTEN=:2") == "LISTEN is set twice, in lines 1 and 3.")
    }

    @Test("a variable that is nearly a setting is told, and others of the environment are nobody's business")
    func doubts() throws {
        let source = try SettingSource(environment: [
            "STRIPE_SECRETKEY": "swordfish", "PATH": "/bin", "LISTEN_FDS": "1", "LISTEN": ":1", "TZDIR": "/x",
            "LOGNAME": "me", "SMTP_URI": "swordfish",
        ])
        #expect(
            source.doubts == [
                "SMTP_URI is not a setting. Is SMTP_URL meant?",
                "STRIPE_SECRETKEY is not a setting. Is STRIPE_SECRET_KEY meant?",
            ])
    }

    @Test("what is no text in UTF-8 is refused where it matters")
    func encodings() throws {
        let text = "LISTEN=:1\r\nCURRENCY=eur\r\n"
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32] {
            let bytes = Array(try #require(text.data(using: encoding)))
            let error = #expect(throws: SettingError.self) { try Self.source(bytes) }
            #expect(error?.sentence.contains("UTF-8") == true, "\(encoding)")
        }
        let latin = Array("# f".utf8) + [0xFC] + Array("r\nLISTEN=:1\n".utf8)
        #expect(try Self.source(latin).text("LISTEN") == ":1", "a comment may be in any encoding")
        let error = #expect(throws: SettingError.self) { try Self.source(latin + Array("MAIL_FROM=J".utf8) + [0xFC]) }
        #expect(error?.sentence == "Line 3 is not UTF-8. Please save the file as UTF-8.")
        let large = #expect(throws: SettingError.self) {
            try SettingSource(environment: [:], file: "/dev/zero", required: true)
        }
        #expect(large?.sentence == "The file is larger than 256 KiB.")
        #expect(throws: SettingError.self) { try SettingSource(environment: [:], file: "/usr", required: true) }
    }

    @Test("no sentence about a setting repeats its value, whatever the value is")
    func silent() throws {
        let manual = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/SETTINGS.md")
        let names = try String(contentsOf: manual, encoding: .utf8)
            .matches(of: /\n\| `([A-Z_]+)` \|/).map { String($0.1) }
        #expect(names.count > 25)
        let forms = [
            "qxz7", "qxz7:qxz7", ":qxz7", "qxz7:80:qxz7", "https://qxz7", "https://qxz7.example/qxz7", "sqlite:/qxz7/q",
            "https://a:qxz7@b.example", "postgres:qxz7", "postgres://qxz7", "qxz7@", "qxz7@b.example", "A <qxz7>",
            "qxz7h", "smtp://qxz7@b", "smtp://b:qxz7", "/qxz7", "sk_test_qxz7", "pk_live_qxz7", "whsec_qxz7",
            "99999999999999999999", "10.0.0.1,qxz7", "on, qxz7", "qxz7\r\nqxz7", "Qxz7/Qxz7",
        ]
        for name in names {
            for form in forms {
                for more in [[:], ["SMTP_URL": "smtp://b"], ["STRIPE_SECRET_KEY": "sk_test_abc"]] {
                    do {
                        let source = try SettingSource(environment: [name: form].merging(more) { own, _ in own })
                        _ = try Settings(from: source)
                    } catch let error as SettingError {
                        #expect(!error.description.lowercased().contains("qxz7"), "\(error)")
                        #expect(!error.description.contains("99999"), "\(error)")
                    }
                }
            }
        }
    }

    @Test("no bytes at all stop the reader with anything but a sentence, and none repeats what it read")
    func anything() throws {
        var seed: UInt64 = 20_261_127
        func next(_ count: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        let pieces: [[UInt8]] = [
            Array("LISTEN".utf8), Array("=".utf8), Array("\"".utf8), Array("'".utf8), Array("#".utf8), [0x20], [0x09],
            [0x0A], [0x0D], [0x0D, 0x0A], Array("qxz7".utf8), Array("export ".utf8), [0xEF, 0xBB, 0xBF], [0xC2, 0xA0],
            [0xC2], [0xE2, 0x80], Array("“".utf8), Array("”".utf8), Array("\\".utf8), [0x00], [0xFF],
        ]
        var taken = 0
        for _ in 0..<3_000 {
            let bytes = (0..<next(14)).flatMap { _ in pieces[next(pieces.count)] }
            do {
                _ = try Self.source(bytes).text("LISTEN")
                taken += 1
            } catch let error as SettingError { #expect(!error.sentence.contains("qxz7"), "\(error) of \(bytes)") }
        }
        #expect(taken > 300)
    }

    @Test("TZ names a zone in each of its usual forms")
    func zones() throws {
        func zone(_ text: String) throws -> String {
            try Settings(from: SettingSource(environment: ["TZ": text])).standardZone
        }
        for text in [
            "Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin",
            ":/usr/share/zoneinfo/Europe/Berlin",
        ] {
            #expect(try zone(text) == "Europe/Berlin")
        }
        #expect(try zone("Etc/UTC") == "UTC" && zone("UTC") == "UTC")
        let system = try Settings().standardZone
        #expect(try zone(":/etc/localtime") == system && zone("/etc/localtime") == system && zone("") == system)
    }
}
