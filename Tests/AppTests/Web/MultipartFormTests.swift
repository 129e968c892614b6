import App
import Domain
import Foundation
import Testing

@Suite("Forms that carry a file")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=b"

    private static func read(_ text: String, _ type: String = type) throws -> MultipartForm {
        try MultipartForm(Array(text.utf8), type: type)
    }

    private static func part(_ name: String, _ content: String, file: String? = nil) -> String {
        let given = file.map { "; filename=\"\($0)\"\r\nContent-Type: image/png" } ?? ""
        return "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(given)\r\n\r\n\(content)\r\n"
    }

    @Test("texts and the file are told apart, and the file keeps every byte")
    func read() throws {
        let content = "\r\n--a\r\n\0--b \r\n"
        let form = try Self.read(
            Self.part("token", "x") + Self.part("logo", content, file: "name=\".png") + "--b--\r\n")
        #expect(form.texts == ["token": "x"] && form.file?.name == "logo")
        #expect(form.file.map { String(decoding: $0.bytes, as: UTF8.self) } == content)
        #expect(try Self.read(Self.part("logo", "", file: "") + "--b--").file?.bytes == [])
        #expect(try Self.read("--b--").texts.isEmpty)
        let quoted = "multipart/form-data; boundary=\"b\""
        #expect(try Self.read(Self.part("a", "1") + "--b--", quoted).texts == ["a": "1"])
    }

    @Test("what is no such form, or is beyond its bounds, is refused")
    func refused() {
        let end = "--b--"
        let many = String(repeating: Self.part("a", "1"), count: 9)
        for text in [
            "", "x", "--b", "--b\r\n", Self.part("a", "1"), Self.part("a", "1") + Self.part("a", "2") + end,
            Self.part("a", String(repeating: "1", count: 1_001)) + end, many + end, Self.part("<a>", "1") + end,
            Self.part("f", "1", file: "a") + Self.part("g", "1", file: "b") + end, "--b\r\n\r\n\r\n1\r\n" + end,
            "--b\r\nX: " + String(repeating: "x", count: 2_000) + "\r\n\r\n1\r\n" + end,
        ] {
            #expect(throws: Problem(.badRequest), "\(text.prefix(60))") { try Self.read(text) }
        }
        for type in ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=ä"] {
            #expect(throws: Problem(.unsupportedMediaType), "\(type)") { try Self.read(end, type) }
        }
    }
}
