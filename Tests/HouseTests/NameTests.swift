import Testing

@Suite("Names of files")
struct NameTests {
    static let forbidden: Set<String> = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Core", "Base", "Impl", "Common",
        "Misc",
    ]
    /// Here the word is the thing itself: the passwords that are commonest among people, not "what several share"; a
    /// number's base.
    static let allowed: Set<String> = [
        "CommonPasswords.swift", "CommonPasswordsTests.swift", "Base32.swift", "Base64URL.swift",
    ]

    @Test("no file is named for a pattern instead of a thing")
    func names() {
        let paths = House.paths(under: "Sources") + House.paths(under: "Tests")
        expectNone(paths.filter(Self.isForbidden), "files that have not found their noun")
    }

    @Test("a forbidden word is found as a whole word only")
    func canFail() {
        let bad = ["a/BookingManager.swift", "a/Booking+Helpers.swift", "Core.swift", "a/CommonWords.swift", "util.py"]
        #expect(bad.allSatisfy(Self.isForbidden))
        let good = ["a/Database.swift", "a/Score.swift", "a/CommonPasswords.swift", "a/Utilised.swift"]
        #expect(!good.contains(where: Self.isForbidden))
    }

    private static func isForbidden(_ path: String) -> Bool {
        let name = String(path.split(separator: "/").last ?? "")
        return !allowed.contains(name) && !forbidden.isDisjoint(with: words(of: name))
    }

    /// `BookingTable+Hold.swift` → Booking, Table, Hold, Swift
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var isInside = false
        for letter in name {
            if letter.isLetter && isInside && letter.isLowercase {
                words[words.count - 1].append(letter)
            } else if letter.isLetter {
                words.append(letter.uppercased())
            }
            isInside = letter.isLetter
        }
        return words
    }
}
