import Foundation
import Testing

extension RealProgram {
    @Suite("Documents and the server")
    struct DocumentTests {
        @Test("every example of the documents works as it is shown")
        func examples() async throws {
            let server = try await Server.start(in: try TemporaryFolder(), ["PUBLIC_URL": ""])
            try await Self.expectSuccess("run_docs.py", [Server.email, Server.password], server)
        }

        @Test("the description of the API that the server gives out is sound")
        func description() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            try await Self.expectSuccess("check_openapi.py", [], server)
        }

        private static func expectSuccess(_ script: String, _ arguments: [String], _ server: Server) async throws {
            let file = "\(Paths.root.path)/Tests/DocsTests/\(script)"
            let result = try await Program.run(
                Paths.python, ["-B", file, "http://127.0.0.1:\(server.port)"] + arguments, in: server.folder,
                withinSeconds: 300)
            #expect(result.status == 0, "\(script) says:\n\(result.output)\(result.errors)")
            #expect(!result.output.isEmpty)
            #expect(try await server.stop() == 0)
        }
    }
}
