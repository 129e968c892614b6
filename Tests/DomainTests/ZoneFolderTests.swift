import Domain
import Foundation
import Testing

@Suite("Folders of zones")
struct ZoneFolderTests {
    /// A folder with some of the system's zones, each under a name of its own; gone after the test.
    private final class Folder: Sendable {
        let path = NSTemporaryDirectory() + "informat-zones-\(UUID().uuidString)"
        let zones: ZoneFolder

        init(_ names: [String]) throws {
            zones = ZoneFolder(path: path)
            for name in names + ["Etc/UTC"] { try put(name, as: name) }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        /// Replaces a file as a package manager does: by another that gets its name.
        func put(_ zone: String, as name: String) throws {
            let new = path + "/new-\(UUID().uuidString)"
            try make(name)
            try Data(contentsOf: URL(filePath: Oracle.zoneFolder + "/" + zone)).write(to: URL(filePath: new))
            try #require(rename(new, path + "/" + name) == 0)
        }

        func make(_ name: String) throws {
            let folder = (path + "/" + name as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }

        func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

        func zone(_ name: String) throws -> Zone { try Zone(name, in: zones) }
    }

    private static let summer = Date(timeIntervalSince1970: 1_783_000_000)

    @Test("an old name is known where only the new one has a file, and keeps its name")
    func oldNames() throws {
        let names = [
            "Asia/Calcutta": "Asia/Kolkata", "US/Pacific": "America/Los_Angeles", "Europe/Kiev": "Europe/Kyiv",
            "Asia/Saigon": "Asia/Ho_Chi_Minh", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
            "Asia/Katmandu": "Asia/Kathmandu", "Atlantic/Faeroe": "Atlantic/Faroe", "Japan": "Asia/Tokyo",
            "Asia/Rangoon": "Asia/Yangon", "Pacific/Enderbury": "Pacific/Kanton", "America/Godthab": "America/Nuuk",
        ]
        let folder = try Folder(Array(names.values))
        for (old, new) in names {
            let zone = try folder.zone(old)
            let wanted = try folder.zone(new).offset(at: Self.summer)
            #expect(zone.identifier == old && zone.offset(at: Self.summer) == wanted, "\(old)")
        }
    }

    @Test("a new name is known where an old system has only the old one")
    func newNames() throws {
        let folder = try Folder(["Asia/Kolkata", "America/Nuuk"])
        try folder.put("Asia/Kolkata", as: "Asia/Calcutta")
        try folder.put("America/Nuuk", as: "America/Godthab")
        try folder.remove("Asia/Kolkata")
        try folder.remove("America/Nuuk")
        #expect(try folder.zone("Asia/Kolkata").offset(at: Self.summer) == 19_800)
        #expect(try folder.zone("America/Nuuk").identifier == "America/Nuuk")
        #expect(problem { _ = try folder.zone("Europe/Berlin") } == .invalid("time_zone", .unknownZone))
    }

    /// What is no place, and what is meant.
    private static let meanings = [
        "Etc/Unknown": "UTC", "Factory": "UTC", "CET": "Europe/Brussels", "MET": "Europe/Brussels",
        "EET": "Europe/Athens", "WET": "Europe/Lisbon", "EST": "America/Panama", "MST": "America/Phoenix",
        "HST": "Pacific/Honolulu", "EST5EDT": "America/New_York", "CST6CDT": "America/Chicago",
        "MST7MDT": "America/Denver", "PST8PDT": "America/Los_Angeles", "GB": "Europe/London",
        "GB-Eire": "Europe/London", "NZ": "Pacific/Auckland", "NZ-CHAT": "Pacific/Chatham", "PRC": "Asia/Shanghai",
        "ROC": "Asia/Taipei", "ROK": "Asia/Seoul", "W-SU": "Europe/Moscow", "UCT": "Etc/UTC", "GMT": "Etc/GMT",
        "GMT0": "Etc/GMT", "GMT+0": "Etc/GMT", "GMT-0": "Etc/GMT", "US/Pacific-New": "America/Los_Angeles",
        "Canada/East-Saskatchewan": "America/Regina",
    ]

    @Test("an abbreviation and an unknown zone become the nearest meaning, which is named")
    func abbreviations() throws {
        for (name, place) in Self.meanings {
            let zone = try Zone(name)
            let meant = try Zone(place)
            #expect(zone.identifier == place && zone.offset(at: Self.summer) == meant.offset(at: Self.summer))
        }
        // A folder that has the place under no name at all.
        let folder = try Folder(["Europe/Berlin"])
        #expect(try folder.zone("Etc/Unknown").identifier == "UTC")
        #expect(problem { _ = try folder.zone("CET") } == .invalid("time_zone", .unknownZone))
    }

    @Test("every link of IANA's newest release leads to the zone that IANA says, and every zone is known")
    func links() throws {
        let (zones, links) = try ZoneDatabase.newest()
        try #require(zones.count > 300 && links.count > 200)
        let folder = try Folder(zones.filter { FileManager.default.fileExists(atPath: Oracle.zoneFolder + "/" + $0) })
        let known = Set(zones.filter { FileManager.default.fileExists(atPath: folder.path + "/" + $0) })
        for (name, target) in links where known.contains(target) {
            let zone = try folder.zone(name)
            let wanted = try folder.zone(target)
            #expect([name, target].contains(zone.identifier), "\(name)")
            let moments = stride(from: 1_700_000_000, to: 2_000_000_000, by: 7_000_000).map {
                Date(timeIntervalSince1970: Double($0))
            }
            #expect(moments.map { zone.offset(at: $0) } == moments.map { wanted.offset(at: $0) }, "\(name)")
        }
        for name in zones where known.contains(name) {
            #expect(throws: Never.self, "\(name)") { try folder.zone(name) }
        }
    }

    @Test("without a folder old names are known too")
    func foundation() throws {
        let none = ZoneFolder(path: "/nonexistent")
        for name in ["Asia/Calcutta", "US/Pacific", "Europe/Kyiv", "CET", "Etc/Unknown", "UTC"] {
            #expect(throws: Never.self, "\(name)") { try Zone(name, in: none) }
        }
    }

    @Test("new rules are seen at the next look, whatever way the file was replaced")
    func refresh() throws {
        let folder = try Folder(["Europe/Berlin", "Asia/Kolkata"])
        let old = try folder.zone("Europe/Berlin")
        _ = try folder.zone("Asia/Calcutta")
        #expect(old.offset(at: Self.summer) == 7_200)
        #expect(!folder.zones.refresh() && folder.zones.generation == 0)

        try folder.put("Asia/Tokyo", as: "Europe/Berlin")
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 7_200, "only a look tells")
        #expect(folder.zones.refresh() && folder.zones.generation == 1)
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 32_400)
        #expect(try folder.zone("Asia/Calcutta").offset(at: Self.summer) == 19_800)
        #expect(old.offset(at: Self.summer) == 7_200, "what is at work goes on by the rules it began with")
        #expect(!folder.zones.refresh())

        // The file of an old name's zone, and a zone that the new release brings.
        try folder.put("Asia/Kathmandu", as: "Asia/Kolkata")
        try folder.put("Europe/Paris", as: "Europe/Paris")
        #expect(folder.zones.refresh() && folder.zones.generation == 2)
        #expect(try folder.zone("Asia/Calcutta").offset(at: Self.summer) == 20_700)
        #expect(try folder.zone("Europe/Paris").offset(at: Self.summer) == 7_200)
    }

    @Test("rules that vanish or are damaged stay as they were until there are good ones")
    func vanished() throws {
        let folder = try Folder(["Europe/Berlin"])
        _ = try folder.zone("Europe/Berlin")
        try folder.remove("Europe/Berlin")
        #expect(!folder.zones.refresh())
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 7_200)
        try Data("TZif2, cut".utf8).write(to: URL(filePath: folder.path + "/Europe/Berlin"))
        #expect(!folder.zones.refresh())
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 7_200)
        try folder.put("Asia/Tokyo", as: "Europe/Berlin")
        #expect(folder.zones.refresh())
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 32_400)
    }

    @Test("rules of Foundation give way to the folder's, once it is there")
    func installed() throws {
        let folder = try Folder([])
        let elsewhere = folder.path + "-away"
        try FileManager.default.moveItem(atPath: folder.path, toPath: elsewhere)
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 7_200)
        #expect(!folder.zones.refresh())
        try FileManager.default.moveItem(atPath: elsewhere, toPath: folder.path)
        try folder.put("Asia/Tokyo", as: "Europe/Berlin")
        #expect(folder.zones.refresh())
        #expect(try folder.zone("Europe/Berlin").offset(at: Self.summer) == 32_400)
    }

    @Test("a file that the system does not let us read says nothing about the zone")
    func unreadable() throws {
        let folder = try Folder([])
        try folder.make("Europe/Loop")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/Europe/Loop", withDestinationPath: folder.path + "/Europe/Loop")
        #expect(problem { _ = try folder.zone("Europe/Loop") } == Problem(.serviceUnavailable))
        try folder.make("Europe/Folder/x")
        #expect(problem { _ = try folder.zone("Europe/Folder") } == .invalid("time_zone", .unknownZone))
    }

    @Test("a stored name that nobody knows any more is read as UTC, and says so")
    func stored() throws {
        #expect(try Zone.stored("Asia/Calcutta").identifier == "Asia/Calcutta")
        #expect(try Zone.stored("Mars/Olympus_Mons") == .utc && Zone.stored("").identifier == "UTC")
    }
}

/// The names of IANA's database in the newest release on PyPI, as Python's package tells them.
private struct ZoneDatabase: Decodable {
    let zones: [String]
    let links: [String: String]

    static func newest() throws -> (zones: [String], links: [String: String]) {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"]
        let python = named ?? tests.deletingLastPathComponent().path + "/.venv/bin/python"
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-B", tests.path + "/DomainTests/Oracle/zone_names.py"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let database = try JSONDecoder().decode(ZoneDatabase.self, from: text)
        return (database.zones, database.links)
    }
}
