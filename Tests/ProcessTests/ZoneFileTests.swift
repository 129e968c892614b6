import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Files of time zones")
    struct ZoneFileTests {
        private static let system = "/usr/share/zoneinfo/"

        /// Lays a file of the system into a folder of zones, as a package manager does: under its name at once.
        private static func put(_ zone: String, as name: String, in folder: TemporaryFolder) throws {
            let path = folder.path("zones/" + name)
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(contentsOf: URL(filePath: system + zone)).write(to: URL(filePath: path + ".new"))
            try #require(rename(path + ".new", path) == 0)
        }

        @Test("new rules change the slots of a running server, and old names need no file")
        func replaced() async throws {
            let folder = try TemporaryFolder()
            for name in ["Etc/UTC", "Asia/Kolkata"] { try Self.put(name, as: name, in: folder) }
            let server = try await Server.start(in: folder, ["TZDIR": folder.path("zones"), "TZ": "Asia/Calcutta"])
            // Nine o'clock in the host's zone, as instants.
            let nine = try await server.visitor.slots()
            #expect(!nine.isEmpty && nine.allSatisfy { $0.hasSuffix(":30:00Z") }, "\(nine.prefix(2))")
            try Self.put("Asia/Tokyo", as: "Asia/Kolkata", in: folder)
            try await eventually("slots by the new rules") {
                try await server.visitor.slots().allSatisfy { $0.hasSuffix(":00:00Z") }
            }
            #expect(try await server.stop() == 0)
        }

        @Test("while descriptors have run out no zone is called unknown, and afterwards it is read")
        func descriptors() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            let service = try await server.visitor.service()
            let path = "/api/services/\(service)/slots?from=2027-01-04&to=2027-01-04&time_zone=Asia/Kathmandu"
            let open = try Connection(port: server.port)
            // Opens what the database needs for it.
            let known = path.replacing("Asia/Kathmandu", with: "UTC")
            try open.send(server.visitor.request("GET", known, staysOpen: true))
            #expect(try await open.answer().status == 200)
            // So few more than it has, however many a machine with many cores needs.
            let most = try Self.descriptors(of: server) + 16
            let limit = try Program(
                "/usr/bin/prlimit", ["--pid", "\(server.program.id)", "--nofile=\(most):\(most)"], in: folder)
            #expect(try await limit.end() == 0)
            var others: [Connection] = []
            for _ in 0..<40 { others.append(try Connection(port: server.port)) }
            try await eventually("descriptors have run out") {
                try Self.descriptors(of: server) >= most
            }
            try open.send(server.visitor.request("GET", path, staysOpen: true))
            let answer = try await open.answer()
            #expect(answer.status == 503 && answer.code == "service_unavailable", "\(answer)")
            others = []
            try await eventually("the zone is known again") {
                (try? await server.visitor.get(path).status) == 200
            }
            #expect(try await server.stop() == 0)
        }

        private static func descriptors(of server: Server) throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server.program.id)/fd").count
        }
    }
}
