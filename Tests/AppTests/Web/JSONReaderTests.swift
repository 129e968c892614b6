import App
import Domain
import Foundation
import Testing

@Suite("JSON that comes in")
struct JSONReaderTests {
    private static func read(_ text: String, _ bounds: JSONBounds = .request) throws -> JSONValue {
        try JSONReader.value(in: Array(text.utf8), bounds)
    }

    @Test(
        "what RFC 8259 allows is read as it is meant",
        arguments: [
            ("null", JSONValue.null), (" \t\r\n true \n", .flag(true)), ("false", .flag(false)), ("\"\"", .text("")),
            ("[]", .array([])), ("[ ]", .array([])), ("{}", .object([:])), ("{ }", .object([:])),
            (#"{"a" : [1 , null] , "b":{}}"#, .object(["a": .array([.number(1), .null]), "b": .object([:])])),
            (#""\"\\\/\b\f\n\r\t""#, .text("\"\\/\u{8}\u{C}\n\r\t")), (#""\u00e9\u00E9 é""#, .text("éé é")),
            (#""a\ud83d\uDE00b😀""#, .text("a😀b😀")), (#""\u20ac€""#, .text("€€")), (#""\uFFFF""#, .text("\u{FFFF}")),
            ("\"\u{7F}\u{2028}\"", .text("\u{7F}\u{2028}")), (#"{"":1}"#, .object(["": .number(1)])),
            (#"{"\u0061":1}"#, .object(["a": .number(1)])),
        ])
    func values(text: String, value: JSONValue) throws {
        #expect(try Self.read(text) == value)
    }

    @Test(
        "a number is read exactly where an amount or an id can be meant",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.00e5", "0"), ("12", "12"), ("-7", "-7"), ("100.00", "100"), ("1e2", "100"),
            ("1E+2", "100"), ("1200e-2", "12"), ("0.5", "0.5"), ("12.340", "12.34"), ("999999.99", "999999.99"),
            ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
            ("9999999999999999999", "9999999999999999999"), ("1.000000000000000000", "1"),
            ("0.000000000000000000000000001e27", "1"), ("100000000000000000000000000000e-29", "1"),
            ("1\(String(repeating: "0", count: 500))e-500", "1"), ("0.\(String(repeating: "0", count: 499))1e500", "1"),
        ])
    func numbers(text: String, value: String) throws {
        #expect(try Self.read(text) == .number(try #require(Decimal(string: value))), "\(text)")
    }

    @Test(
        "a number that money cannot hold stays one that no amount is",
        arguments: [
            "1e400", "-1e400", "1e-400", "1e999999999999999999999", "1e-999999999999999999999",
            String(repeating: "9", count: 5_000), "100.00000000000000000000000001", "12345678901234567890123456789.5",
            "1.\(String(repeating: "0", count: 5_000))1", "9223372036854775807.5", "1234567890123456789.5",
        ])
    func unheldNumbers(text: String) throws {
        let value = try Self.read(text)
        let usd = try Currency("usd")
        #expect(throws: Problem.self) {
            guard case .number(let number) = value else { return }
            _ = try Money.minor(fromMajor: number, currency: usd)
        }
        #expect(throws: Problem.self) { _ = try Form.number(value, "id") }
    }

    @Test(
        "whatever is no JSON, or might be read in two ways, is refused",
        arguments: [
            "", " ", "nul", "nulll", "True", "tru", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]",
            "[1,,2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{1:1}",
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"a\":1}}", "1 2", "1,", "//\n1", "[1]/**/", "\u{FEFF}1",
            "01", "-", "-a", "+1", "1.", ".5", "1e", "1e+", "1.e5", "1.5.5", "0x1", "1_0", "NaN", "Infinity",
            "-Infinity",
            "\"", "\"a", "\"\\\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u 123\"", "\"\\ud800\"",
            "\"\\udc00\"", "\"\\ud800a\"", "\"\\ud800\\n\"", "\"\\ud800\\ud800\"", "\"\\ud800\\u0041\"", "\"\n\"",
            "\"\t\"", "\"\u{1F}\"", "\u{A0}1", "1\u{0C}", "\u{0}",
        ])
    func refusals(text: String) {
        #expect(throws: Problem(.badRequest)) { try Self.read(text) }
    }

    @Test("only UTF-8 is read")
    func encoding() {
        let texts: [[UInt8]] = [
            [0xFF], [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE2, 0x82],
        ]
        for bytes in texts {
            #expect(throws: Problem(.badRequest)) { try JSONReader.value(in: [0x22] + bytes + [0x22]) }
            #expect(throws: Problem(.badRequest)) { try JSONReader.value(in: [0x22] + bytes + Array(#"\n""#.utf8)) }
        }
        for encoding in [String.Encoding.utf16, .utf16BigEndian, .utf32LittleEndian] {
            let bytes = Array(#"{"a":1}"#.data(using: encoding) ?? Data())
            #expect(throws: Problem(.badRequest)) { try JSONReader.value(in: bytes) }
        }
    }

    @Test("sixteen levels, ten thousand values and two thousand names are read, and no more")
    func bounds() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        func list(_ values: Int) -> String {
            "[" + Array(repeating: "1", count: values - 1).joined(separator: ",") + "]"
        }
        #expect(throws: Never.self) { try Self.read(nested(16)) }
        #expect(throws: Problem(.badRequest)) { try Self.read(nested(17)) }
        #expect(throws: Never.self) { try Self.read(list(10_000)) }
        #expect(throws: Problem(.badRequest)) { try Self.read(list(10_001)) }
        func names(_ count: Int) -> String {
            "{" + (1...count).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        }
        #expect(throws: Never.self) { try Self.read(names(2_000)) }
        #expect(throws: Problem(.badRequest)) { try Self.read(names(2_001)) }
        #expect(throws: Never.self) { try Self.read(nested(32), .program) }
    }

    @Test("names that no field has are told, texts that cannot be stored or compared are named by their field")
    func names() throws {
        func complaint(_ text: String) throws -> Problem? {
            #expect(throws: Problem.self) { try Self.read(text) }
        }
        let long = String(repeating: "k", count: 81)
        #expect(try complaint("{\"\(long)\":1}") == .invalid(String(long.dropLast()), .unknownField))
        #expect(try complaint(#"{"größe":1}"#) == .invalid("größe", .unknownField))
        #expect(try complaint(#"{"a\u0000":1}"#) == .invalid("a\0", .unknownField))
        #expect(try complaint(#"{"a":{"b":["\u0000"]}}"#) == .invalid("a", .nullCharacter))
        let marks = String(repeating: "\u{301}", count: 31)
        #expect(try complaint("{\"a\":1,\"b\":[\"x\(marks)\"]}") == .invalid("b", .tooManyMarks))
        #expect(throws: Never.self) { try Self.read("[\"x\(String(repeating: "\u{301}", count: 30))\"]") }
        #expect(throws: Never.self) { try Self.read("{\"größe\":\"\(marks)\"}", .program) }
    }
}
