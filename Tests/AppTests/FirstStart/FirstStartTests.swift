import App
import Foundation
import Testing

@Suite("The first start of several servers")
struct FirstStartTests {
    @Test("of servers that start at once one makes the admin and the service, which have the first ids")
    func atOnce() async throws {
        let practice = try await Practice.openEmpty { $0.databasePool = 8 }
        var servers: [App] = []
        for _ in 0..<8 { servers.append(try await practice.anotherServer()) }
        let made = try await withThrowingTaskGroup(of: FirstStart.Admin?.self) { group in
            for server in servers {
                group.addTask {
                    try await server.firstStart.run(email: "boss@example.com", password: Practice.password)
                }
            }
            return try await group.reduce(into: [FirstStart.Admin]()) { made, admin in
                if let admin { made.append(admin) }
            }
        }
        #expect(made.map(\.email) == ["boss@example.com"] && made.allSatisfy { $0.password == nil })
        #expect(try await practice.numbers("SELECT COUNT(*) FROM users") == [1])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM services") == [1])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM audit") == [1])
        _ = try await practice.boss()
    }
}
