import Foundation
import Testing

extension RealProgram {
    /// As people read it: fetched by vdirsyncer, shown by khal.
    @Suite("A calendar feed in calendar programs")
    struct CalendarFeedTests {
        private let folder: TemporaryFolder
        private let server: Server

        init() async throws {
            folder = try TemporaryFolder()
            server = try await Server.start(in: folder)
        }

        /// Runs one of the programs that Tests/requirements.txt names, with its home in the folder.
        private func run(_ program: String, _ arguments: String...) async throws -> String {
            let file = URL(filePath: Paths.python).deletingLastPathComponent().appending(path: program).path
            let environment = ["HOME": folder.url.path, "LC_ALL": "C.UTF-8", "TZ": "UTC"]
            let result = try await Program.run(file, arguments, environment: environment, in: folder)
            #expect(result.status == 0, "\(program): \(result.output)\(result.errors)")
            return result.output
        }

        private func configure(_ path: String) throws {
            try FileManager.default.createDirectory(atPath: folder.path("calendar"), withIntermediateDirectories: true)
            try folder.write(
                """
                [general]
                status_path = "\(folder.path("status"))"
                [pair feed]
                a = "web"
                b = "disk"
                collections = null
                [storage web]
                type = "http"
                url = "http://127.0.0.1:\(server.port)\(path)"
                [storage disk]
                type = "filesystem"
                path = "\(folder.path("calendar"))"
                fileext = ".ics"
                """, to: "vdirsyncer.conf")
            try folder.write(
                """
                [calendars]
                [[feed]]
                path = \(folder.path("calendar"))
                [locale]
                timeformat = %H:%M
                dateformat = %Y-%m-%d
                longdateformat = %Y-%m-%d
                datetimeformat = %Y-%m-%d %H:%M
                longdatetimeformat = %Y-%m-%dT%H:%M:00Z
                local_timezone = UTC
                default_timezone = UTC
                [sqlite]
                path = \(folder.path("khal.db"))
                """, to: "khal.conf")
        }

        /// Fetches the feed; starts and titles as khal shows them.
        private func shown() async throws -> [String] {
            _ = try await run("vdirsyncer", "-c", folder.path("vdirsyncer.conf"), "sync")
            let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
            let list = try await run(
                "khal", "-c", folder.path("khal.conf"), "list", "--format", "{start-long} {title} {status}",
                "--day-format", "", Date().formatted(day), "30d")
            return list.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        }

        @Test("vdirsyncer takes it and khal shows each booking at its time; what is moved moves, what is off goes")
        func programs() async throws {
            let jo = try await server.visitor.register("jo@example.com")
            let service = try await server.visitor.service()
            let slots = try await server.visitor.slots()
            var ids: [Int] = []
            for slot in slots.prefix(2) {
                let answer = try await jo.post("/api/bookings", ["service_id": service, "scheduled_at": slot])
                try #require(answer.status == 201, "\(answer)")
                ids.append(try #require(try answer.object("booking")["id"] as? Int))
            }
            let url = try #require(try await jo.get("/api/users/me/feed").object("feed")["url"] as? String)
            try configure(url.replacing("http://practice.example", with: ""))
            _ = try await run("vdirsyncer", "-c", folder.path("vdirsyncer.conf"), "discover")
            func lines(_ starts: [String]) -> [String] { starts.map { "\($0) Consultation with Consultant CONFIRMED" } }
            #expect(try await shown() == lines(Array(slots.prefix(2))))
            let moved = try await jo.post("/api/bookings/\(ids[1])/reschedule", ["scheduled_at": slots[4]])
            try #require(moved.status == 200, "\(moved)")
            #expect(try await shown() == lines([slots[0], slots[4]]))
            try #require(try await jo.post("/api/bookings/\(ids[0])/cancel").status == 200)
            #expect(try await shown() == lines([slots[4]]))
            #expect(try await server.stop() == 0)
        }
    }
}
