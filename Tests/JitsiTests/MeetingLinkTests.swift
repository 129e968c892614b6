import Jitsi
import Testing

@Suite("Meeting links")
struct MeetingLinkTests {
    static let room = "https://meet.jit.si/booking-123-1705312800-4qk"
    static let moderator = "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"

    /// Names, and what stands between the two `%22` of the link.
    static let values: [(name: String, value: String)] = [
        ("John Doe", "John%20Doe"),
        ("Az09-._~", "Az09-._~"),
        ("", ""),
        ("O'Brien", "O%5Cu2019Brien"),
        ("O\u{2019}Brien", "O%5Cu2019Brien"),
        ("\u{2018}a\u{2019} \u{201C}b\u{201D}", "%5Cu2018a%5Cu2019%20%5Cu201cb%5Cu201d"),
        ("Smith & Sons", "Smith%20%5Cu0026%20Sons"),
        ("a\\&b", "a%5C%5C%5Cu0026b"),
        ("Dwayne \"Rock\"", "Dwayne%20%5C%22Rock%5C%22"),
        ("100% = #1?/+", "100%25%20%3D%20%231%3F%2F%2B"),
        ("a\\b", "a%5C%5Cb"),
        ("\\u0041", "%5C%5Cu0041"),
        ("<b>(!*)", "%3Cb%3E%28%21%2A%29"),
        ("a\tb\nc\u{0}\u{1F}\u{7F}", "a%5Cu0009b%5Cu000ac%5Cu0000%5Cu001f%7F"),
        ("Zoë Müller", "Zo%C3%AB%20M%C3%BCller"),
        ("Zoe\u{308}", "Zoe%CC%88"),
        ("山田太郎", "%E5%B1%B1%E7%94%B0%E5%A4%AA%E9%83%8E"),
        ("👍🏽", "%F0%9F%91%8D%F0%9F%8F%BD"),
        ("محمد", "%D9%85%D8%AD%D9%85%D8%AF"),
    ]

    @Test("a participant's link carries the name and nothing else", arguments: values)
    func participant(name: String, value: String) {
        let link = MeetingLink(roomURL: Self.room, displayName: name, role: .participant)
        #expect(link.text == Self.room + "#userInfo.displayName=%22" + value + "%22")
    }

    @Test("a moderator's link asks in addition for microphone and camera on", arguments: values)
    func moderator(name: String, value: String) {
        let link = MeetingLink(roomURL: Self.room, displayName: name, role: .moderator)
        #expect(link.text == Self.room + "#userInfo.displayName=%22" + value + "%22" + Self.moderator)
    }

    @Test("a name is cut at 50 UTF-16 units, on a character boundary")
    func cut() {
        let letters = String(repeating: "a", count: 49)
        #expect(JitsiName(letters + "b").text == letters + "b")
        #expect(JitsiName(letters + "bc").text == letters + "b")
        #expect(JitsiName(letters + "👍").text == letters)
        #expect(JitsiName(letters + "e\u{301}x").text == letters)
        let family = "👨‍👩‍👧‍👦"  // 11 units
        #expect(JitsiName(String(repeating: family, count: 5)).text == String(repeating: family, count: 4))
    }

    @Test("a name that begins with a character of more than 50 units is cut between scalars")
    func tower() {
        let accents = String(repeating: "\u{301}", count: 60)
        #expect(JitsiName("e" + accents).text.unicodeScalars.count == 50)
        #expect(JitsiName("xe" + accents).text == "x")
        // 1 + 24 × 2 = 49 units: the 25th musical mark would need units 50 and 51.
        #expect(JitsiName("e" + String(repeating: "\u{1D167}", count: 40)).text.utf16.count == 49)
    }
}
