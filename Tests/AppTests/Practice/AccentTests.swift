import Foundation
import Testing

@Suite("The practice's colour")
struct AccentTests {
    private static let colours = [
        "#000000", "#ffffff", "#ffd400", "#095b46", "#ff0000", "#00ff00", "#0000ff", "#808080", "#7a3cff", "#ffb6c1",
    ]

    /// The luminance of `#rrggbb` (WCAG 2.2).
    private static func luminance(_ hex: Substring) throws -> Double {
        let number = try #require(Int(hex.dropFirst(), radix: 16))
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { byte -> Double in
            let part = Double(byte) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private static func contrast(_ one: Substring, _ other: Substring) throws -> Double {
        let both = [try luminance(one), try luminance(other)].sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
    }

    /// Light and dark of each token in the last layer of the style sheet.
    private static func tokens(_ style: String) throws -> [String: (light: Substring, dark: Substring)] {
        let layer = try #require(style.range(of: "@layer brand {"))
        let found = style[layer.upperBound...].matches(of: /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/)
        return Dictionary(
            uniqueKeysWithValues: found.map { (String($0.output.1), (light: $0.output.2, dark: $0.output.3)) })
    }

    private static func style(_ practice: Practice) async throws -> (path: String, text: String) {
        let home = try await practice.visitor.get("/book/consultation").text
        let path = String(try #require(home.firstMatch(of: /href="(\/assets\/style-[^"]+)"/)).output.1)
        let answer = try await practice.visitor.get(path)
        try #require(answer.status == 200)
        return (path, answer.text)
    }

    @Test("whatever the colour is, texts on it and in it can be read, on light pages and on dark ones")
    func contrasts() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let plain = try await Self.style(practice)
        #expect(!plain.text.contains("@layer brand"))
        var paths: Set = [plain.path]
        for colour in Self.colours {
            #expect(try await boss.put("/api/admin/branding", ["accent": colour]).status == 200)
            let style = try await Self.style(practice)
            paths.insert(style.path)
            #expect(style.text.hasPrefix(plain.text))
            let tokens = try Self.tokens(style.text)
            try #require(tokens.count == 5, "\(tokens)")
            let (accent, on, link) = (tokens["accent"]!, tokens["on-accent"]!, tokens["link"]!)
            let (stub, onStub) = (tokens["stub"]!, tokens["on-stub"]!)
            let pairs: [(String, Substring, Substring, Double)] = [
                ("text on a button", accent.light, on.light, 4.55), ("on a dark page", accent.dark, on.dark, 4.5),
                ("a link on paper", link.light, "#f2f7f4", 4.9), ("a link on a dark surface", link.dark, "#141f1d", 7),
                ("text on a stub", stub.light, onStub.light, 7.9), ("on a dark one", stub.dark, onStub.dark, 7),
            ]
            for (what, one, other, least) in pairs {
                let ratio = try Self.contrast(one, other)
                #expect(ratio >= least, "\(what) of \(colour): \(one) and \(other) have \(ratio)")
            }
        }
        #expect(paths.count == Self.colours.count + 1, "each has a style sheet of its own")
    }

    @Test("a dark colour stays what it is, a bright one is made darker where it carries text")
    func kept() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        for (colour, isKept) in [("#095b46", true), ("#7a3cff", true), ("#ffd400", false)] {
            #expect(try await boss.put("/api/admin/branding", ["accent": colour]).status == 200)
            let tokens = try Self.tokens(try await Self.style(practice).text)
            #expect((tokens["accent"]!.light == colour) == isKept, "\(colour): \(tokens)")
        }
    }
}
