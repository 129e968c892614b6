import Foundation
import Testing

extension RealProgram {
    @Suite("Draining")
    struct DrainTests {
        @Test("a server that drains is not ready but serves on, new visitors too, and then ends")
        func drain() async throws {
            let server = try await Server.start(in: try TemporaryFolder(), ["DRAIN_SECONDS": "20"])
            #expect(try await server.visitor.get("/health/ready").status == 200)
            let start = ContinuousClock.now
            server.program.signal(SIGTERM)
            try await eventually("it is not ready") {
                try await server.visitor.get("/health/ready").status == 503
            }
            #expect(try await server.visitor.get("/health/live").status == 200)
            try await server.visitor.becomesWell()
            let client = try await server.visitor.register("ada@example.com")
            let slot = try await client.firstSlot()
            let booked = try await client.post(
                "/api/bookings", ["service_id": try await client.service(), "scheduled_at": slot])
            #expect(booked.status == 201, "\(booked)")
            // A second signal neither shortens nor breaks it off.
            server.program.signal(SIGTERM)
            #expect(try await server.program.end() == 0)
            #expect(seconds(since: start) >= 20)
            #expect(throws: Failure.self) { try Connection(port: server.port) }
        }

        @Test("without that setting it ends at once")
        func noDrain() async throws {
            let start = ContinuousClock.now
            let server = try await Server.start(in: try TemporaryFolder())
            let starting = seconds(since: start)
            #expect(try await server.stop() == 0)
            // To stop is less work than to start, however busy the machine is.
            #expect(seconds(since: start) - starting < 2 + 5 * starting)
        }
    }
}
