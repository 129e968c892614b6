import Foundation
import Jitsi
import Testing

/// For any Unicode name the link gives the name back, read by Foundation and, on other foundations, as Jitsi reads it.
/// A run prints its seed; `LINK_SEED=<seed>` repeats it.
@Suite("Links of any name")
struct MeetingLinkPropertyTests {
    static let count = 6_000
    static let room = "https://meet.example.org/team/booking-7-1705312800-abcdefghijklmnopqrstuvwxyz"
    static let prefix = room + "#userInfo.displayName="

    /// The names of this run and their links, every second one a moderator's.
    static let cases: [(name: String, link: String, isModerator: Bool)] = {
        let wished = ProcessInfo.processInfo.environment["LINK_SEED"].flatMap(UInt64.init)
        let seed = wished ?? UInt64.random(in: 0...UInt64.max)
        print("LINK_SEED=\(seed)")
        var names = RandomNames(seed: seed)
        return (0..<count).map { number in
            let name = names.next()
            let isModerator = number % 2 == 1
            let role: MeetingRole = isModerator ? .moderator : .participant
            return (name, MeetingLink(roomURL: room, displayName: name, role: role).text, isModerator)
        }
    }()

    @Test("percent-decoding and JSON-parsing the value gives the name back")
    func roundTrip() throws {
        for (name, link, _) in Self.cases {
            let value = String(link.dropFirst(Self.prefix.count).prefix { $0 != "&" })
            let json = try #require(value.removingPercentEncoding)
            let parsed = try JSONDecoder().decode(String.self, from: Data(json.utf8))
            try #require(scalars(parsed) == scalars(expected(name)), "\(scalars(name)) became \(value)")
        }
    }

    @Test("a value holds only unreserved bytes and %XX")
    func bytes() throws {
        let shape = try Regex("(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*")
        for (_, link, isModerator) in Self.cases {
            try #require(link.hasPrefix(Self.prefix))
            let parts = link.dropFirst(Self.prefix.count).split(separator: "&")
            try #require(parts.count == (isModerator ? 3 : 1))
            try #require(parts[0].wholeMatch(of: shape) != nil, "\(parts[0])")
        }
    }

    @Test("Jitsi's web and mobile readers see the name, and a browser leaves the link as it is")
    func oracle() throws {
        let answers = try JitsiOracle.answers(to: Self.cases.map(\.link))
        try #require(answers.count == Self.cases.count)
        for ((name, link, isModerator), answer) in zip(Self.cases, answers) {
            try #require(answer.href == link)
            try #require(answer.mobile == answer.web)
            let seen = try #require(answer.web.name, "Jitsi lost the name of \(link)")
            try #require(scalars(seen) == scalars(expected(name)), "\(link)")
            try #require(answer.web.startsWithAudioMuted == (isModerator ? false : nil))
            try #require(answer.web.startsWithVideoMuted == (isModerator ? false : nil))
        }
    }

    @Test("the oracle loses the names that Jitsi is known to lose")
    func oracleCanFail() throws {
        // & after a backslash, a curly quote and raw white space, each as a plain encoder would write it.
        let naive = ["%22a%5C%5C&b%22", "%22a%5C%5C%26b%22", "%22a%E2%80%9Db%22", "%22a b%22"]
        let answers = try JitsiOracle.answers(to: naive.map { Self.prefix + $0 })
        #expect(answers.map(\.web.name) == [nil, nil, nil, "a b"])
        #expect(answers.map(\.mobile.name) == [nil, nil, nil, "ab"])
        #expect(answers[3].href != Self.prefix + naive[3])
    }

    /// The longest beginning of whole characters within 50 units (of whole scalars, if the first one is too long),
    /// found from the long end, unlike in the code under test.
    private func expected(_ name: String) -> String {
        let shown = String(String.UnicodeScalarView(name.unicodeScalars.map { $0 == "'" ? "\u{2019}" : $0 }))
        var cut = Substring(shown)
        while cut.utf16.count > 50 { cut.removeLast() }
        guard cut.isEmpty else { return String(cut) }
        var pieces = shown.unicodeScalars
        while pieces.reduce(0, { $0 + UTF16.width($1) }) > 50 { pieces.removeLast() }
        return String(pieces)
    }

    private func scalars(_ text: String) -> [UInt32] {
        text.unicodeScalars.map(\.value)
    }
}
