import Domain
import Foundation
import Testing

@Suite("Zones")
struct ZoneTests {
    @Test(
        "names of the database are taken, also old ones",
        arguments: [
            "UTC", "Europe/Berlin", "Asia/Calcutta", "Etc/GMT+5", "America/Argentina/Buenos_Aires", "US/Eastern",
            "America/Port-au-Prince", "Japan", "Antarctica/DumontDUrville",
        ])
    func known(name: String) throws {
        #expect(try Zone(name).identifier == name)
    }

    @Test(
        "offsets, paths and inventions are refused",
        arguments: [
            "", "GMT+5", "UTC+1", "BST", "CEST", "gb", "Europe/Atlantis", "europe/berlin", "/etc/passwd",
            "../etc/passwd", "Europe/../Europe/Berlin", "Europe", "Europe/", "/Europe/Berlin", "posix/Europe/Berlin",
            "right/Europe/Berlin", "localtime", "tzdata.zi", "Europe/Berlin\0", "Europe//Berlin",
            "+01:00", "UTC ", "W. Europe Standard Time", String(repeating: "CET", count: 30), "CET\u{301}",
            "Europe/Berlin\n", "CET-1CEST,M3.5.0,M10.5.0/3",
        ])
    func unknown(name: String) {
        #expect(problem { _ = try Zone(name, field: "tz") } == .invalid("tz", .unknownZone))
    }

    @Test("every zone of the system's table of places can be read")
    func wholeTable() throws {
        let table = try String(contentsOfFile: Oracle.zoneFolder + "/zone1970.tab", encoding: .utf8)
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t")[2] }
        try #require(names.count > 250)
        for name in names { #expect(throws: Never.self) { try Zone(String(name)) } }
    }

    @Test("the clock, its name and its changes are those of the law")
    func berlin() throws {
        let zone = try Zone("Europe/Berlin")
        let change = try instant("2027-03-28T01:00:00Z")
        #expect(zone.offset(at: change) == 7200)
        #expect(zone.offset(at: change.addingTimeInterval(-1)) == 3600)
        #expect(zone.abbreviation(at: change) == "CEST")
        #expect(zone.local(change).date == LocalDate("2027-03-28"))
        #expect(zone.local(change).secondOfDay == 3 * 3600)
        #expect(
            zone.transitions(from: change, to: change.addingTimeInterval(1)) == [
                Zone.Transition(at: change, offsetBefore: 3600, offsetAfter: 7200, abbreviation: "CEST")
            ])
        #expect(zone.transitions(from: change.addingTimeInterval(1), to: try instant("2027-10-31T01:00:00Z")).isEmpty)
        #expect(zone.transitions(from: change, to: change).isEmpty)
    }

    @Test("a gap has no instant, a fold has two, and both have a first moment")
    func gapAndFold() throws {
        let zone = try Zone("Europe/Berlin")
        let spring = try #require(LocalDate("2027-03-28"))
        let autumn = try #require(LocalDate("2027-10-31"))
        #expect(zone.instants(spring, minute: 150).isEmpty)
        #expect(zone.firstInstant(spring, minute: 150) == (try instant("2027-03-28T01:00:00Z")))
        #expect(
            zone.instants(autumn, minute: 150) == [
                try instant("2027-10-31T00:30:00Z"), try instant("2027-10-31T01:30:00Z"),
            ])
        #expect(zone.firstInstant(autumn, minute: 150) == (try instant("2027-10-31T00:30:00Z")))
        #expect(zone.instants(spring, minute: 1440) == zone.instants(spring.adding(days: 1), minute: 0))
    }

    @Test("local time of any instant leads back to it")
    func roundTrip() throws {
        var random = SeededRandom(seed: SeededRandom.seed)
        for name in SlotsOracleTests.zones {
            let zone = try Zone(name)
            for _ in 0..<200 {
                let minute = Date(
                    timeIntervalSince1970: Double(Int.random(in: 10_000_000...60_000_000, using: &random) * 60))
                let local = zone.local(minute)
                #expect(zone.instants(local.date, minute: local.secondOfDay / 60).contains(minute), "\(name) \(minute)")
            }
        }
    }

    @Test("the release of the rules is told")
    func release() throws {
        let release = try #require(ZoneFolder.system.release)
        #expect(release.wholeMatch(of: /20[0-9]{2}[a-z]+/) != nil, "\(release)")
    }

    @Test("without a zone folder Foundation's rules stand in")
    func foundation() throws {
        let change = try instant("2027-03-28T01:00:00Z")
        let zone = try Zone("Europe/Berlin", in: ZoneFolder(path: "/nonexistent"))
        #expect(zone.offset(at: change) == 7200)
        #expect(zone.offset(at: change.addingTimeInterval(-1)) == 3600)
        #expect(zone.instants(try #require(LocalDate("2027-10-31")), minute: 150).count == 2)
        #expect(
            problem { _ = try Zone("Europe/Atlantis", in: ZoneFolder(path: "/nonexistent")) }
                == .invalid("time_zone", .unknownZone))
    }

    @Test("a damaged zone file is an error of the machine and never a wrong offset")
    func damaged() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "Etc"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder.appending(path: "Etc/UTC"))
        let whole = try Data(contentsOf: URL(filePath: Oracle.zoneFolder + "/Europe/Berlin"))
        for length in [4, 43, 44, 200, 1300, whole.count - 20] where length < whole.count {
            try whole.prefix(length).write(to: folder.appending(path: "Etc/Cut"))
            #expect(throws: (any Error).self, "\(length) bytes") {
                try Zone("Etc/Cut", in: ZoneFolder(path: folder.path))
            }
        }
        try whole.write(to: folder.appending(path: "Etc/Cut"))
        #expect(throws: Never.self) { try Zone("Etc/Cut", in: ZoneFolder(path: folder.path)) }
        try Data("not a zone".utf8).write(to: folder.appending(path: "Etc/Cut"))
        #expect(
            problem { _ = try Zone("Etc/Cut", in: ZoneFolder(path: folder.path)) }
                == .invalid("time_zone", .unknownZone))
    }
}
