import Testing

@Suite("Folders of the tests")
struct TestFolderTests {
    /// Folders that are about every room: who may ask what, what each question reads, and what tests share.
    static let others: Set<String> = ["Access", "Plans", "Support"]

    @Test("the tests of App stand in folders that bear the names of its rooms")
    func folders() {
        let rooms = Set(House.app.map(FloorTests.room))
        let paths = House.tests.map(\.path).filter { $0.hasPrefix("Tests/AppTests/") }
        #expect(paths.count > 100, "the tests could not be found")
        expectNone(paths.filter { !Self.isAtHome($0, rooms) }, "tests in no room's folder")
    }

    @Test("a test beside the folders, or in one that is no room, is found")
    func canFail() {
        let rooms: Set<String> = ["Bookings"]
        let good = [
            "Tests/AppTests/Bookings/A.swift", "Tests/AppTests/Plans/A.swift", "Tests/AppTests/Bookings/B/C.swift",
        ]
        #expect(good.allSatisfy { Self.isAtHome($0, rooms) })
        #expect(
            !Self.isAtHome("Tests/AppTests/A.swift", rooms) && !Self.isAtHome("Tests/AppTests/Tokens/A.swift", rooms))
    }

    private static func isAtHome(_ path: String, _ rooms: Set<String>) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count > 3 && rooms.union(others).contains(String(parts[2]))
    }
}
