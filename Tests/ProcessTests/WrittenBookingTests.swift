import Foundation
import Testing

extension RealProgram {
    @Suite("Bookings that are being written into a calendar when their server is killed")
    struct WrittenBookingTests {
        /// Peers/gated_dav.py: a calendar that keeps whoever writes into it waiting.
        private struct Calendar {
            let program: Program
            let url: String

            init(in folder: TemporaryFolder) async throws {
                program = try Program.peer("gated_dav.py", [], in: folder)
                let port = try await program.output.wait(for: "port") { text in
                    text.contains("\n") ? Transcript.lines(text).first.flatMap { Int($0) } : nil
                }
                url = "http://127.0.0.1:\(port)/calendar/"
            }

            /// Waits until it has changed so often; each change in words.
            @discardableResult
            func changes(_ count: Int) async throws -> [String] {
                try await program.output.wait(for: "\(count) changes") { text -> [String]? in
                    let found = Transcript.lines(text).dropFirst().map { String($0) }
                    return found.count >= count ? found : nil
                }
            }
        }

        private static let settings = ["CALENDARS_TO_PRIVATE_NETWORK": "on"]

        @Test("one event is there after a kill -9 between its PUT and the end of its job, and none once it is off")
        func killed() async throws {
            let folder = try TemporaryFolder()
            let calendar = try await Calendar(in: folder)
            let first = try await Server.start(in: folder, Self.settings)
            let linked = try await first.boss().post(
                "/api/host/calendars",
                ["kind": "caldav", "url": calendar.url, "user": "boss", "password": "secret", "writes": true])
            try #require(linked.status == 201, "\(linked)")
            let jo = try await first.visitor.register("jo@example.com")
            let booked = try await jo.post(
                "/api/bookings",
                ["service_id": try await first.visitor.service(), "scheduled_at": try await first.visitor.firstSlot()])
            try #require(booked.status == 201, "\(booked)")
            let before = try await calendar.changes(1)
            try await first.crash()

            try calendar.program.send("open")
            let second = try await Server.start(in: folder, Self.settings)
            let after = try await calendar.changes(2)
            #expect(after == before + before, "the same event, once more")
            let id = try #require(try booked.object("booking")["id"] as? Int)
            #expect(try await jo.at(second).post("/api/bookings/\(id)/cancel").status == 200)
            let end = try await calendar.changes(3)
            let name = try #require(before[0].split(separator: " ").dropFirst().first)
            #expect(end[2] == "deleted \(name)")
            #expect(try await second.stop() == 0)
        }
    }
}
