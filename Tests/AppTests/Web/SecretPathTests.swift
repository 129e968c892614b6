import App
import Foundation
import Peers
import Synchronization
import Testing

/// Links that are sent carry their secret in their path: whoever reads a log must not be able to follow them.
@Suite("Paths with a secret")
struct SecretPathTests {
    private static let kinds = ["join", "m", "feeds", "reservations", "receipts"]

    @Test("what the server logs of them tells no secret, whatever becomes of the request")
    func ourLogs() async throws {
        let practice = try await Practice.open()
        let written = Mutex("")
        let keep: @Sendable (String) -> Void = { text in written.withLock { $0 += text + "\n" } }
        let log = AccessLog(isOn: true) { keep(String(decoding: $0, as: UTF8.self)) }
        let broken = WrappedDatabase(practice.app.database, beforeRead: { _ in throw Broken() })
        for door in [practice.app.database, broken] {
            let server = try await practice.anotherServer(on: door, accessLog: log)
            for kind in Self.kinds {
                for path in ["/\(kind)/SECRET", "//\(kind)//SECRET/more?q=SECRET", "/\(kind)/1.SECRET"] {
                    _ = try await Asker(app: server).get(path)
                    _ = try await Asker(app: server).submit(path, "token=SECRET")
                }
            }
        }
        log.finish(withinSeconds: Double(longWaitSeconds))
        let metrics = try await practice.visitor.get("/metrics").text
        let all = written.withLock { $0 } + metrics
        #expect(all.contains("/join/"), "the route is told")
        #expect(!all.contains("SECRET"), "\(all)")
    }

    @Test("both proxies that are shipped mask every path of the server that carries one")
    func proxies() async throws {
        let practice = try await Practice.open()
        let secret = /\{(?:opaque|token|secret)\}/
        let first = practice.app.routes.filter { $0.path.contains(secret) }
            .compactMap { $0.path.split(separator: "/").first.map(String.init) }
        #expect(Set(first).isSuperset(of: ["join", "receipts"]) && Set(first).isSubset(of: Self.kinds), "\(first)")
        let kinds = Self.kinds.joined(separator: "|")
        for (file, wanted) in [
            ("nginx.conf", ["<informat_kind>\(kinds))/\" /$informat_kind/***;", "location ~* ^/+(?:(?:\(kinds))/|"]),
            ("Caddyfile", ["request>uri regexp (?i)^(/+(?:\(kinds))/).*"]),
        ] {
            let text = try String(contentsOfFile: ProjectFolder.path("deploy/\(file)"), encoding: .utf8)
            for words in wanted { #expect(text.contains(words), "\(file): \(words)") }
        }
        let nginx = try String(contentsOfFile: ProjectFolder.path("deploy/nginx.conf"), encoding: .utf8)
        let format = try #require(nginx.firstMatch(of: /log_format informat\s+'(?<form>[^']*)'/))
        for word in ["$uri", "$request ", "$request_uri", "$args", "$http_referer"] {
            #expect(!format.form.contains(word), "\(word)")
        }
    }

    private struct Broken: Error {}
}
