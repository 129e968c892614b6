import App
import Dispatch
import Foundation
import Peers
import Synchronization
import Testing

@Suite("What the server tells of itself")
struct ObservationTests {
    /// One sample of Prometheus' text form.
    private struct Sample: Hashable {
        let name: String
        let labels: String
        let value: Double
    }

    /// The samples, with every line judged by the text format 0.0.4.
    private static func samples(_ text: String) throws -> [Sample] {
        let sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\+Inf|-?[0-9.e+-]+)$/
        let label = /^[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"$/
        let comment = /^# (?:HELP [a-zA-Z_:]\w* .+|TYPE [a-zA-Z_:]\w* (?:counter|gauge|histogram))$/
        #expect(text.hasSuffix("\n"))
        var samples: [Sample] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("#") {
                #expect(line.wholeMatch(of: comment) != nil, "\(line)")
                continue
            }
            let match = try #require(line.wholeMatch(of: sample), "\(line)")
            let labels = match.output.2.map(String.init) ?? ""
            for part in labels.split(separator: ",") { #expect(part.wholeMatch(of: label) != nil, "\(line)") }
            samples.append(
                Sample(name: String(match.output.1), labels: labels, value: try #require(Double(match.output.3))))
        }
        #expect(Set(samples.map { $0.name + $0.labels }).count == samples.count, "a series stands there twice")
        return samples
    }

    @Test("metrics are Prometheus text, count by route and not by path, and their histogram adds up")
    func metrics() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let before = try Self.samples(try await practice.visitor.get("/metrics").text)
        for id in 1...3 { _ = try await boss.get("/api/bookings/\(id)") }
        _ = try await boss.get("/nowhere/jo@example.com")
        _ = try await boss.ask("BREW", "/health")
        _ = try await boss.ask("BREW-2", "/health")
        let answer = try await practice.visitor.get("/metrics")
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let after = try Self.samples(answer.text)
        let requests = after.filter { $0.name == "http_requests_total" }
        let bookings = requests.filter { $0.labels.contains("/api/bookings/") }
        #expect(bookings.count == 1 && bookings.first?.value == 3)
        let others = requests.filter { $0.labels.contains("OTHER") }
        #expect(others.reduce(0) { $0 + $1.value } == 2)
        #expect(!answer.text.contains("jo@example.com") && !answer.text.contains("nowhere"))
        let buckets = after.filter { $0.name == "http_request_duration_seconds_bucket" }
        let count = try #require(after.first { $0.name == "http_request_duration_seconds_count" }).value
        let sizes = buckets.map(\.value)
        #expect(sizes == sizes.sorted() && sizes.last == count)
        #expect(buckets.last?.labels == "le=\"+Inf\"")
        #expect(requests.reduce(0) { $0 + $1.value } == count)
        let earlier = before.first { $0.name == "http_request_duration_seconds_count" }?.value ?? 0
        #expect(count == earlier + 7)
        #expect(after.contains { $0.name == "informat_database_up" && $0.value == 1 })
    }

    @Test("the health is ok until work is left undone, the server stops, or the database is gone")
    func health() async throws {
        let practice = try await Practice.open()
        let fine = try await practice.visitor.get("/health")
        #expect(fine.status == 200 && fine.text.contains(Version.version))
        #expect(try fine.json().names == ["status", "version", "uptime_seconds", "checks"])
        #expect(
            try fine.text("status") == "ok" && fine.object("checks").names == ["database", "jobs", "disk", "secret"])
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        // The first reminder is due an hour from now.
        practice.clock.move(seconds: 4_201)
        let late = try await practice.visitor.get("/health")
        #expect(late.status == 503)
        #expect(try late.text("status") == "degraded" && late.int("uptime_seconds") == 4_201)
        #expect(try late.object("checks").text("jobs") == "failed" && late.object("checks").text("database") == "ok")
        try await practice.work()
        #expect(try await practice.visitor.get("/health").status == 200)

        #expect(try await practice.visitor.get("/health/ready").status == 200)
        practice.app.stopping.begin()
        let stopping = try await practice.visitor.get("/health/ready")
        #expect(stopping.status == 503)
        #expect(try stopping.text("status") == "unavailable" && stopping.text("reason") == "stopping")
        try await practice.app.database.close()
        let gone = try await practice.visitor.get("/health")
        #expect(gone.status == 503)
        #expect(try gone.object("checks").text("database") == "failed")
        #expect(try await practice.visitor.get("/health/live").text == #"{"status":"ok"}"#)
        #expect(try await practice.visitor.get("/metrics").text.contains("informat_database_up 0"))
        let failed = try await practice.visitor.get("/api/services")
        #expect(failed.status == 503 && failed.code == "service_unavailable" && failed.header("Retry-After") == "5")
    }

    @Test("the access log holds one line a request, and neither tokens nor addresses, names or queries")
    func accessLog() async throws {
        let practice = try await Practice.open()
        let written = Mutex("")
        let log = AccessLog(isOn: true) { bytes in written.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        let server = try await practice.anotherServer(accessLog: log)
        let person: [String: any Sendable] = [
            "email": "jolanda@example.com", "password": Practice.password, "first_name": "Jolanda",
        ]
        let made = try TokenPair(try await Asker(app: server).post("/api/auth/register", person))
        let jo = Asker(app: server, token: made.access)
        _ = try await jo.get("/api/bookings?q=Jolanda&token=\(made.access)")
        _ = try await jo.get("/api/bookings/12345")
        _ = try await jo.get("/Jolanda/jolanda@example.com")
        _ = try await jo.post("/api/auth/refresh", ["refresh_token": made.refresh])
        _ = try await jo.submit("/verify-email?token=\(made.refresh)", "token=\(made.refresh)")
        #expect(written.withLock { $0.isEmpty }, "lines are gathered")
        log.finish(withinSeconds: Double(longWaitSeconds))
        let lines = written.withLock { $0.split(separator: "\n") }
        let form = /2026-01-05T08:00:00Z [A-Z]+ (\S+) (\d{3}) \d+B \d+us test/
        let routes = try lines.map { line in
            let match = try #require(line.wholeMatch(of: form), "\(line)")
            return "\(match.output.1) \(match.output.2)".replacing(/\{(\w+)\}/) { ":\($0.output.1)" }
        }
        #expect(
            routes == [
                "/api/auth/register 201", "/api/bookings 422", "/api/bookings/:id 404", "NotFound 404",
                "/api/auth/refresh 200", "/verify-email 422",
            ])
        let text = lines.joined(separator: "\n")
        for secret in [made.access, made.refresh, "olanda", "example.com", "12345", "correct"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        log.finish(withinSeconds: Double(longWaitSeconds))
        let all = written.withLock { $0 }
        #expect(all.split(separator: "\n").count == lines.count)
    }

    @Test("a log that is off writes nothing, and a full buffer does not wait for the second")
    func buffer() {
        let written = Mutex(0)
        let hasWritten = DispatchSemaphore(value: 0)
        func note(_ log: AccessLog, times: Int) {
            for _ in 0..<times {
                log.note(
                    AccessLine(
                        at: Practice.monday, method: "GET", route: "/",
                        answer: (status: 200, bytes: 1, microseconds: 1), id: "x"))
            }
        }
        let off = AccessLog(isOn: false) { bytes in written.withLock { $0 += bytes.count } }
        note(off, times: 10)
        off.finish(withinSeconds: Double(longWaitSeconds))
        #expect(written.withLock { $0 } == 0)
        let on = AccessLog(isOn: true) { bytes in
            written.withLock { $0 += bytes.count }
            hasWritten.signal()
        }
        note(on, times: 5_000)
        #expect(hasWritten.wait(timeout: .now() + Double(longWaitSeconds)) == .success)
        #expect(written.withLock { $0 } >= 64 * 1_024)
    }
}
