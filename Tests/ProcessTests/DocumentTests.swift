import Foundation
import Testing

extension RealProgram {
    @Suite("Documents and the server")
    struct DocumentTests {
        @Test("every example of the documents works as it is shown")
        func examples() async throws {
            try await Self.expectExamples([])
        }

        @Test("the front end's examples come out the same while the network and the server fail again and again")
        func faults() async throws {
            try await Self.expectExamples(["--faults"], of: ["docs/API.md", "docs/FRONTEND.md"])
        }

        private static func expectExamples(_ options: [String], of documents: [String] = []) async throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn(in: folder)
            let settings = try await standIn.settings()
            let server = try await Server.start(in: folder, ["PUBLIC_URL": ""].merging(settings) { _, own in own })
            try await expectSuccess(
                "run_docs.py", [Server.email, Server.password] + options + documents, server, environment: settings)
            #expect(try await standIn.end() == 0)
        }

        @Test("PAYMENTS.md leads, word for word, to a paid booking at the Stripe that it starts")
        func payments() async throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn(in: folder)
            let settings = try await standIn.settings()
            let document = try String(contentsOfFile: Paths.root.path + "/docs/PAYMENTS.md", encoding: .utf8)
            for line in try await standIn.writtenLines() { #expect(document.contains("\n\(line)\n"), "\(line)") }
            let server = try await Server.start(in: folder, ["PUBLIC_URL": ""].merging(settings) { _, own in own })
            try await Self.expectSuccess(
                "run_docs.py", [Server.email, Server.password, "docs/PAYMENTS.md"], server, environment: settings)
            #expect(try await standIn.end() == 0)
        }

        @Test("the description of the API that the server gives out is sound")
        func description() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            try await Self.expectSuccess("check_openapi.py", [], server)
        }

        private static func expectSuccess(
            _ script: String, _ arguments: [String], _ server: Server, environment: [String: String] = [:]
        ) async throws {
            let file = "\(Paths.root.path)/Tests/DocsTests/\(script)"
            let result = try await Program.run(
                Paths.python, ["-B", file, "http://127.0.0.1:\(server.port)"] + arguments,
                environment: environment, in: server.folder, withinSeconds: 1_200)
            #expect(result.status == 0, "\(script) says:\n\(result.output)\(result.errors)")
            #expect(!result.output.isEmpty)
            #expect(try await server.stop() == 0)
        }
    }
}
