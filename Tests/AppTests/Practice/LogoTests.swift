import Foundation
import Testing

@Suite("The practice's logo")
struct LogoTests {
    static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )!
    private static let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0]) + Data(repeating: 7, count: 100) + Data([0xFF, 0xD9])

    private static func put(_ boss: Asker, _ bytes: Data, _ type: String = "image/png") async throws -> Answer {
        try await boss.ask("PUT", "/api/admin/branding/logo", bytes: bytes, type: type)
    }

    @Test("it is shown under a name with its hash, by the type that its bytes tell, and does nothing but be a picture")
    func shown() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        var paths: Set<String> = []
        for (bytes, said, type) in [(Self.png, "text/html", "image/png"), (Self.jpeg, "image/png", "image/jpeg")] {
            let answer = try await Self.put(boss, bytes, said)
            try #require(answer.status == 200, "\(answer)")
            let path = try answer.object("branding").text("logo_url")
            paths.insert(path)
            let logo = try await practice.visitor.get(path)
            #expect(logo.status == 200 && logo.bytes == bytes && logo.header("Content-Type") == type)
            #expect(logo.header("X-Content-Type-Options") == "nosniff")
            #expect(logo.header("Content-Security-Policy")?.hasSuffix("; sandbox") == true)
            #expect(logo.header("Cache-Control") == "public, max-age=31536000, immutable")
            let home = try await practice.visitor.get("/book/consultation").text
            #expect(home.contains("<img class=\"logo\" src=\"\(path)\" alt=\"\">") && !home.contains("class=\"mark\""))
            let door = try await practice.visitor.get("/join/unknown").text
            #expect(door.contains(/class="face"><span aria-hidden="true">\w<\/span>/), "the letter, beside any logo")
        }
        #expect(paths.count == 2)
        // A page that was open before asks for the one before.
        for path in paths { #expect(try await practice.visitor.get(path).status == 200) }
        // The other fields are not the logo's, and the other way round.
        #expect(try await boss.put("/api/admin/branding", ["name": "Lindenhof"]).status == 200)
        let kept = try await boss.get("/api/admin/branding").object("branding")
        #expect(try paths.contains(kept.text("logo_url")) && kept.text("name") == "Lindenhof")
        #expect(try await boss.delete("/api/admin/branding/logo").status == 204)
        let gone = try await boss.get("/api/admin/branding").object("branding")
        #expect(try gone.isNull("logo_url") && gone.text("name") == "Lindenhof")
        #expect(try await practice.visitor.get("/book/consultation").text.contains("class=\"mark\""))
    }

    @Test("what is no PNG and no JPEG is refused whatever it is called, and so is what is larger than 256 KiB")
    func refused() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let svg = Data("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".utf8)
        let cut = Self.png.prefix(20)
        for bytes in [svg, Data(), Data("GIF89a".utf8) + Data(count: 100), cut, Data([0xFF, 0xD8, 0xFF, 0xE0])] {
            let answer = try await Self.put(boss, bytes)
            #expect(answer.status == 415 && answer.code == "unsupported_media_type", "\(bytes.count): \(answer)")
            #expect(answer.text.contains("A logo must be a PNG or a JPEG"), "\(answer)")
            #expect(!answer.text.contains("JSON"), "\(answer)")
        }
        let largest = Self.png + Data(count: 256 * 1024 - Self.png.count)
        #expect(try await Self.put(boss, largest).status == 200)
        let beyond = try await Self.put(boss, largest + Data([0]))
        #expect(beyond.status == 413 && beyond.code == "payload_too_large" && beyond.text.contains("256 KiB at most"))
        // All other bodies end where they did.
        let name = Data("{\"name\": \"\(String(repeating: "a", count: 65_536))\"}".utf8)
        let other = try await boss.ask("PUT", "/api/admin/branding", bytes: name, type: "application/json")
        #expect(other.status == 413)
    }
}
