import App
import Foundation
import Testing

@Suite("What is the same for everybody, compressed beforehand")
struct AssetTests {
    /// Of a text, as gzip keeps it (RFC 1952, 8).
    private static func checksum(_ bytes: Data) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
    }

    /// The last eight bytes of a compressed text: its checksum and its length.
    private static func trailer(_ packed: Data) -> [UInt32] {
        let bytes = packed.suffix(8).map { UInt32($0) }
        return [0, 4].map { bytes[$0] | bytes[$0 + 1] << 8 | bytes[$0 + 2] << 16 | bytes[$0 + 3] << 24 }
    }

    private static func paths(_ practice: Practice) async throws -> [String] {
        let page = try await practice.visitor.get("/book/consultation").text
        return page.matches(of: /(?:href|src)="(\/assets\/(?:style|script)-[^"]+)"/).map { String($0.output.1) }
    }

    @Test("whoever takes gzip gets the same text compressed, under a tag of its own")
    func packed() async throws {
        let practice = try await Practice.open()
        let browser = practice.visitor.with("Accept-Encoding", "gzip, deflate, br, zstd")
        let paths = try await Self.paths(practice)
        #expect(paths.count == 2)
        for path in paths {
            let (plain, packed) = (try await practice.visitor.get(path), try await browser.get(path))
            #expect(packed.status == 200 && packed.header("Content-Encoding") == "gzip", "\(path)")
            #expect(packed.bytes.starts(with: [0x1F, 0x8B]) && packed.bytes.count < plain.bytes.count, "\(path)")
            let expected = [Self.checksum(plain.bytes), UInt32(plain.bytes.count)]
            #expect(Self.trailer(packed.bytes) == expected, "\(path) is another text")
            #expect(plain.header("Content-Encoding") == nil && packed.header("ETag")?.first == "\"", "\(path)")
            #expect(plain.header("ETag")?.first == "\"" && plain.header("ETag") != packed.header("ETag"), "\(path)")
            for answer in [plain, packed] {
                #expect(answer.header("Vary") == "Accept-Encoding", "\(path)")
                #expect(answer.header("Content-Type")?.hasPrefix("text/") == true, "\(path)")
                #expect(answer.header("Cache-Control") == "public, max-age=31536000, immutable", "\(path)")
            }
            let head = try await browser.ask("HEAD", path)
            #expect(head.bytes.isEmpty && head.header("Content-Length") == String(packed.bytes.count), "\(path)")
        }
    }

    @Test("each page names an icon of the practice's letter in its colour, and so does the address that browsers guess")
    func icon() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        var paths: [String] = []
        for (name, letter, accent) in [("lindenhof", "L", "#6b2fa0"), ("<i>", "&lt;", "#7a1f3d")] {
            let branding = ["name": name, "accent": accent]
            #expect(try await boss.put("/api/admin/branding", branding).status == 200)
            let page = try await practice.visitor.get("/book/consultation").text
            let link = /<link rel="icon" href="(?<path>\/assets\/icon-[^"]+\.svg)" type="image\/svg\+xml">/
            let path = String(try #require(page.firstMatch(of: link)?.path, "\(page)"))
            let icon = try await practice.visitor.get(path)
            #expect(icon.status == 200 && icon.header("Content-Type") == "image/svg+xml", "\(icon)")
            #expect(icon.text.contains(">\(letter)</text>") && icon.text.contains("fill=\"\(accent)\""), "\(icon)")
            #expect(icon.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(try await practice.visitor.get("/favicon.ico").bytes == icon.bytes)
            paths.append(path)
        }
        #expect(Set(paths).count == 2)
        #expect(try await practice.visitor.get(paths[0]).status == 200, "pages that are open ask for the one before")
    }

    @Test("the style sheet in a practice's own colour and the API's description are compressed too")
    func made() async throws {
        let practice = try await Practice.open()
        #expect(try await practice.boss().put("/api/admin/branding", ["accent": "#6b2fa0"]).status == 200)
        let style = try #require(try await Self.paths(practice).first { $0.contains("style") })
        #expect(try await practice.visitor.get(style).text.contains("@layer brand {"))
        let browser = practice.visitor.with("Accept-Encoding", "gzip")
        for path in [style, "/openapi.yaml", "/openapi.json", "/docs"] {
            let (plain, packed) = (try await practice.visitor.get(path), try await browser.get(path))
            #expect(Self.trailer(packed.bytes) == [Self.checksum(plain.bytes), UInt32(plain.bytes.count)], "\(path)")
            #expect(
                packed.header("Content-Encoding") == "gzip" && packed.header("Vary") == "Accept-Encoding", "\(path)")
        }
    }

    @Test("whoever has the form that they would get is told so, and of the other form nothing")
    func conditional() async throws {
        let practice = try await Practice.open()
        let browser = practice.visitor.with("Accept-Encoding", "gzip")
        for path in try await Self.paths(practice) {
            let tag = try #require(try await browser.get(path).header("ETag"))
            let same = try await browser.with("If-None-Match", tag).get(path)
            #expect(same.status == 304 && same.bytes.isEmpty && same.header("ETag") == tag, "\(path)")
            #expect(same.header("Content-Encoding") == nil && same.header("Vary") == "Accept-Encoding", "\(path)")
            #expect(try await browser.with("If-None-Match", "\"other\"").get(path).status == 200, "\(path)")
            let plain = try await practice.visitor.with("If-None-Match", tag).get(path)
            #expect(plain.status == 200 && !plain.bytes.isEmpty, "\(path)")
        }
    }

    @Test(
        "the plain form goes to whoever does not take gzip",
        arguments: [
            ("gzip", true), ("GZIP;q=0.5", true), ("br, gzip;q=0.1", true), ("*", true), ("x-gzip", true),
            ("identity;q=0, *;q=0.3", true), ("", false), ("br", false), ("gzip;q=0", false), ("gzip; q=0.0", false),
            ("gzip;q=0, *", false), ("*;q=0", false), ("gzipped", false), ("gzip;q=x", false),
            (String(repeating: "x,", count: 600) + "gzip", false),
        ])
    func wishes(header: String, isPacked: Bool) async throws {
        let practice = try await Shared.practice()
        for path in try await Self.paths(practice) {
            let answer = try await practice.visitor.with("Accept-Encoding", header).get(path)
            #expect(answer.status == 200 && (answer.header("Content-Encoding") == "gzip") == isPacked, "\(path)")
        }
    }

    private enum Shared {
        private static let opened = Task { try await Practice.open() }
        static func practice() async throws -> Practice { try await opened.value }
    }
}
