import Domain
import Testing

@Suite("Names of programs")
struct ProgramNameTests {
    @Test(
        "a program is named as people know it",
        arguments: [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                    + "Safari/537.36 Edg/140.0.0.0", "Edge on Windows"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/18.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
                    + "Safari/537.36", "Chrome on Android"
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
                    + "Safari/605.1.15", "Safari on macOS"
            ),
            ("curl/8.5.0", "curl"), ("python-requests/2.34.2", "python-requests"),
            ("PostmanRuntime/7.43", "PostmanRuntime"),
        ])
    func named(agent: String, words: String) {
        #expect(ProgramName.words(userAgent: agent) == words)
    }

    @Test("what names nothing, or would bring its own text into a list, is nobody")
    func unnamed() {
        let agents = [
            nil, "", "/", "<script>alert(1)</script>", "\u{202E}curl", String(repeating: "a", count: 41),
            String(repeating: "a", count: 1_001), "😀/1.0",
        ]
        for agent in agents { #expect(ProgramName.words(userAgent: agent) == nil, "\(agent ?? "nil")") }
    }
}
