import Foundation
import Testing

@Suite("What people send")
struct InputTests {
    private static func patch(_ asker: Asker, _ bytes: Data, type: String = "application/json") async throws -> Answer {
        try await asker.ask("PATCH", "/api/users/me", bytes: bytes, type: type)
    }

    private static func patch(
        _ asker: Asker, _ text: String, type: String = "application/json"
    ) async throws -> Answer {
        try await patch(asker, Data(text.utf8), type: type)
    }

    @Test("a body is 64 KiB at most, also where its length is not told or told wrongly")
    func bound() async throws {
        let boss = try await Practice.open().boss()
        let frame = #"{"first_name": null}"#
        func body(_ size: Int) -> String { frame + String(repeating: " ", count: size - frame.utf8.count) }
        #expect(try await Self.patch(boss, body(65_536)).status == 200)
        #expect(try await Self.patch(boss, body(65_537)).code == "payload_too_large")
        #expect(try await Self.patch(boss.with("Content-Length", "10"), body(65_537)).code == "payload_too_large")
        #expect(try await Self.patch(boss.with("Content-Length", "99999999"), frame).code == "payload_too_large")
        let form = "token=" + String(repeating: "a", count: 65_536)
        #expect(try await boss.submit("/verify-email", form).status == 413)
    }

    @Test("JSON is JSON only where its type says so")
    func types() async throws {
        let boss = try await Practice.open().boss()
        for type in ["application/json", "application/json; charset=utf-8", "Application/JSON ;charset=UTF-8"] {
            #expect(try await Self.patch(boss, #"{"locale": "de"}"#, type: type).status == 200)
        }
        for type in ["text/json", "application/x-www-form-urlencoded", "application/jsonp", "", "text/plain"] {
            let answer = try await Self.patch(boss, #"{"locale": "de"}"#, type: type)
            #expect(answer.status == 415 && answer.code == "unsupported_media_type", "\(type): \(answer)")
        }
    }

    @Test("whatever the bytes are, the answer is a refusal and never a fault of the server")
    func rubbish() async throws {
        let boss = try await Practice.open().boss()
        let deep = String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000)
        let texts = [
            "{", "}", "null", "1", "\"a\"", "[{}]", "{}{}", "{\"a\"}", "{'locale': 'de'}",
            "{\"locale\": de}",
            "{\"locale\": \"\\ud800\"}", "{\"locale\": 1e999999}", "{\"locale\": NaN}", "\u{FEFF}[]",
            "{\"a\": \(deep)}",
            "{\"\(String(repeating: "k", count: 60_000))\": 1}", "{\"locale\": -0.0}", "{\"locale\": 1E400}",
        ]
        for text in texts {
            let answer = try await Self.patch(boss, text)
            #expect([400, 422].contains(answer.status), "\(text.prefix(60)): \(answer)")
        }
        let sequences: [[UInt8]] = [
            [0xFF, 0xFE], [0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D], [0], [0x7B, 0, 0x7D],
        ]
        for bytes in sequences {
            let answer = try await Self.patch(boss, Data(bytes))
            #expect([400, 422].contains(answer.status), "\(bytes): \(answer)")
        }
    }

    @Test("U+0000 is refused by name wherever it stands")
    func nullCharacter() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let bodies = [
            #"{"first_name": "a\u0000b"}"#, #"{"first_name": {"a": ["\u0000"]}}"#, #"{"first_name": "\u0000"}"#,
        ]
        for body in bodies {
            let answer = try await Self.patch(boss, body)
            #expect(answer.status == 422 && answer.complainedFields == ["first_name"], "\(body): \(answer)")
        }
        #expect(try await Self.patch(boss, #"{"first\u0000name": "a"}"#).status == 422)
        #expect(try await boss.get("/api/admin/bookings?q=a%00b").complainedFields == ["q"])
        #expect(try await boss.get("/api/admin/bookings?q%00=a").status == 422)
        let slots = "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06&time_zone=UTC%00"
        #expect(try await boss.get(slots).status == 422)
    }

    @Test("unknown fields are named, all of them, and a misspelt one is not lost")
    func unknownFields() async throws {
        let boss = try await Practice.open().boss()
        let answer = try await boss.patch("/api/users/me", ["frist_name": "Jo", "locale": "de", "zebra": NSNull()])
        #expect(answer.status == 422 && answer.complainedFields == ["frist_name", "zebra"])
        #expect(try await boss.get("/api/users/me").object("user").text("locale") == "en")
        let many = Dictionary(uniqueKeysWithValues: (0..<500).map { ("field\($0)", 1 as any Sendable) })
        #expect(try await boss.patch("/api/users/me", many).complainedFields.count == 20)
    }

    @Test(
        "a query that cannot be read is refused by the name of its parameter",
        arguments: [
            ("/api/bookings?limit=0", "limit"), ("/api/bookings?limit=101", "limit"),
            ("/api/bookings?limit=x", "limit"),
            ("/api/bookings?limit=1.5", "limit"), ("/api/bookings?limit=9223372036854775808", "limit"),
            ("/api/bookings?offset=-1", "offset"), ("/api/bookings?offset=1000001", "offset"),
            ("/api/bookings?status=gone", "status"), ("/api/bookings?when=later", "when"),
            ("/api/admin/bookings?from=2026-01-01", "from"), ("/api/admin/bookings?to=yesterday", "to"),
            ("/api/admin/bookings?from=2026-01-01T00:00:00.5Z", "from"), ("/api/admin/bookings?user_id=me", "user_id"),
            ("/api/services/{service}/slots?to=2026-01-06", "from"),
            ("/api/services/{service}/slots?from=2026-01-06", "to"),
            ("/api/services/{service}/slots?from=2026-1-6&to=2026-01-07", "from"),
            ("/api/services/{service}/slots?from=2026-01-06&to=2026-01-05", "to"),
            ("/api/services/{service}/slots?from=2026-01-06&to=2026-01-06&time_zone=Nowhere", "time_zone"),
            ("/api/admin/mails?state=lost", "state"), ("/api/admin/bookings?user_id=0", "user_id"),
            ("/api/host/bookings?host_id=-1", "host_id"), ("/api/admin/bookings.csv?service_id=0", "service_id"),
            ("/api/admin/audit?booking_id=0", "booking_id"),
        ])
    func queries(path: String, field: String) async throws {
        let boss = try await Shared.boss()
        let answer = try await boss.get(path.replacing("{service}", with: "\(boss.service)"))
        #expect(answer.status == 422 && answer.complainedFields == [field], "\(answer)")
    }

    @Test(
        "a strange query is answered without a fault",
        arguments: [
            "?", "?&&&", "?limit", "?limit=", "?limit=5&limit=x", "?q=b=c", "?q=<>\"{}|\\^`", "?q=%E2%80%A8",
            "?q=ü", "?q=+%2B", "?q=%25", "?q=%5B%5D[]", "?q='%20OR%201=1--", "?q=%25_!", "?#x", "?q=#",
        ])
    func strangeQueries(query: String) async throws {
        let answer = try await Shared.boss().get("/api/admin/bookings" + query)
        #expect(answer.status == 200 && answer.text.contains("\"total\""), "\(answer)")
    }

    @Test(
        "a misspelt name in a query of the API is refused by itself; pages ignore what they do not know",
        arguments: [
            ("/api/admin/bookings?form=2026-01-01T00:00:00Z&limit=5", ["form"]), ("/api/services?x=1", ["x"]),
            ("/api/bookings?Limit=5&when=past&%C3%A9=1", ["Limit", "é"]), ("/api/bookings/1?limit=5", ["limit"]),
            ("/api/services/{service}/slots?from=2026-01-06&to=2026-01-06&timezone=UTC", ["timezone"]),
            ("/api/users/me?=", [""]), ("/api/users/me?&&", []), ("/?utm_source=a", []),
            ("/reset-password?%C3%A9=1", []), ("/docs?from=x", []), ("/health?x", []), ("/api/nowhere?x=1", []),
        ])
    func queryNames(path: String, names: [String]) async throws {
        let boss = try await Shared.boss()
        for method in ["GET", "HEAD"] {
            let answer = try await boss.ask(method, path.replacing("{service}", with: "\(boss.service)"))
            #expect((answer.status == 422) == !names.isEmpty, "\(method): \(answer)")
            if method == "GET" { #expect(answer.complainedFields == names, "\(answer)") }
        }
        let many = "/api/services?" + (0..<100).map { "a\($0)=1" }.joined(separator: "&")
        #expect(try await boss.get(many).complainedFields.count == 20)
    }

    @Test("names of queries are refused before anything is done, also where nothing is read")
    func queryNamesOfDeeds() async throws {
        let boss = try await Shared.boss()
        #expect(try await boss.delete("/api/admin/services/\(boss.service)?force=1").complainedFields == ["force"])
        #expect(try await boss.get("/api/admin/services/\(boss.service)").status == 200)
    }

    @Test("a body is taken only as it is, never packed")
    func contentEncoding() async throws {
        let boss = try await Practice.open().boss()
        let body = Data(#"{"locale": "de"}"#.utf8)
        for encoding in ["gzip", "br", "deflate, gzip", "", "x", "identity, gzip"] {
            let answer = try await Self.patch(boss.with("Content-Encoding", encoding), body)
            #expect(answer.status == 415 && answer.code == "unsupported_media_type", "\(encoding): \(answer)")
            #expect(try await boss.with("Content-Encoding", encoding).submit("/verify-email", "token=x").status == 415)
        }
        #expect(try await Self.patch(boss.with("Content-Encoding", "Identity"), body).status == 200)
    }

    @Test(
        "an instant may leave its seconds out, and a plus in a zone's name may come unencoded",
        arguments: [
            ("2026-01-06T10:00Z", "2026-01-06T10:00:00Z"), ("2026-01-06t10:00z", "2026-01-06T10:00:00Z"),
            ("2026-01-06T12:30+02:30", "2026-01-06T10:00:00Z"), ("2026-01-06T10:00:00.000Z", "2026-01-06T10:00:00Z"),
        ])
    func instants(text: String, instant: String) async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let booked = try await boss.post("/api/bookings", ["service_id": practice.service, "scheduled_at": text])
        #expect(try booked.object("booking").text("scheduled_at") == instant)
        let slots = "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06&time_zone=Etc/GMT"
        let zones = try await [boss.get(slots + "+5"), boss.get(slots + "%2B5"), boss.get(slots + "-5")]
        #expect(try zones.map { try $0.text("time_zone") } == ["Etc/GMT+5", "Etc/GMT+5", "Etc/GMT-5"])
    }

    @Test("a text with more marks on a letter than any script has is refused at its field")
    func marks() async throws {
        let boss = try await Shared.boss()
        let (few, many) = ("x" + UnicodeBomb.marks(bytes: 60), "x" + UnicodeBomb.marks(bytes: 64))
        #expect(try await boss.patch("/api/users/me", ["display_name": few]).status == 200)
        #expect(try await boss.patch("/api/users/me", ["display_name": many]).complainedFields == ["display_name"])
        let query = "/api/admin/bookings?q=x" + UnicodeBomb.escaped(bytes: 200)
        #expect(try await boss.get(query).complainedFields == ["q"])
    }

    /// One admin for requests that change nothing.
    private enum Shared {
        private static let opened = Task {
            let practice = try await Practice.open()
            return (practice, try await practice.boss())
        }
        static func boss() async throws -> Asker { try await opened.value.1 }
    }
}
