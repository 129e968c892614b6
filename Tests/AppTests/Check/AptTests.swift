// waits for the real world: a program of its own, which answers when it comes to it
import App
import Foundation
import Logging
import Peers
import Testing

@Suite("What apt says of the zone rules")
struct AptTests {
    /// A program in place of apt-cache, in a folder of its own. It writes down that it was asked, and answers once it
    /// may.
    private struct Program {
        let folder: String
        var path: String { folder + "/apt-cache" }

        /// Of one that is to hang, nothing remains after that many seconds.
        init(in parent: String, hangSeconds: Int = longWaitSeconds) throws {
            folder = parent + "/apt-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let text = """
                #!/bin/sh
                echo asked >> '\(folder)/asked'
                left=\(hangSeconds * 20)
                while [ ! -e '\(folder)/answer' ] && [ $left -gt 0 ]; do left=$((left - 1)); sleep 0.05; done
                cat '\(folder)/answer'

                """
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }

        func answer(_ candidate: String) throws {
            let text = "tzdata:\n  Installed: 2025b-0+deb12u2\n  Candidate: \(candidate)\n"
            try Data(text.utf8).write(to: URL(filePath: folder + "/answer"), options: .atomic)
        }

        func offer(_ candidate: String) -> AptAnswer {
            .offer(DebianOffer(installed: "2025b-0+deb12u2", candidate: candidate))
        }

        /// How often it was asked.
        var count: Int {
            let text = try? String(contentsOfFile: folder + "/asked", encoding: .utf8)
            return text?.split(separator: "\n").count ?? 0
        }
    }

    /// Asks until that is the answer.
    private static func wait(for wanted: AptAnswer, of apt: LatestAptAnswer) async throws {
        let end = ContinuousClock.now + .seconds(longWaitSeconds)
        while apt.latest() != wanted, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
        #expect(apt.latest() == wanted)
    }

    @Test("nobody waits for its answer, which counts for an hour and is shown until the next one has come")
    func behindTheBack() async throws {
        let practice = try await Practice.open()
        let (program, clock) = (try Program(in: practice.folder), practice.clock)
        let apt = LatestAptAnswer(
            by: program.path, patienceSeconds: Double(longWaitSeconds), now: { clock.now })
        // It has not been allowed to say anything, so that whoever waited would wait long.
        for _ in 0..<20 { #expect(apt.latest() == .notYet) }
        try program.answer("2026f-0+deb12u1")
        try await Self.wait(for: program.offer("2026f-0+deb12u1"), of: apt)
        #expect(program.count == 1)
        try program.answer("2026g-0+deb12u1")
        for seconds in [1_800, 1_799] as [Double] {
            clock.move(seconds: seconds)
            for _ in 0..<20 { #expect(apt.latest() == program.offer("2026f-0+deb12u1")) }
        }
        clock.move(seconds: 1)
        try await Self.wait(for: program.offer("2026g-0+deb12u1"), of: apt)
        #expect(program.count == 2)
    }

    @Test("one that hangs is ended and has said nothing, as one that is not there")
    func hanging() async throws {
        let practice = try await Practice.open()
        let program = try Program(in: practice.folder)
        let begin = ContinuousClock.now
        #expect(DebianOffer.tzdata(by: program.path, patienceSeconds: 0.2) == nil)
        #expect(ContinuousClock.now - begin < .seconds(longWaitSeconds))
        #expect(DebianOffer.tzdata(by: program.folder + "/nothing") == nil)
        let clock = practice.clock
        let apt = LatestAptAnswer(by: program.path, patienceSeconds: 0.2, now: { clock.now })
        try await Self.wait(for: .nothing, of: apt)
    }

    @Test("the check answers while it hangs, and says that nothing is known yet")
    func check() async throws {
        let practice = try await Practice.open()
        let (program, clock) = (try Program(in: practice.folder, hangSeconds: 20), practice.clock)
        let random = TestRandom(seed: 9)
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: practice.letters.mailer, passwordHash: .unsafe)
        world.waitLong()
        world.apt = program.path
        let app = try await App(
            practice.app.settings, database: practice.app.database, world: world, logger: Logger(label: "test"))
        let findings = try await practice.boss().on(app).get("/api/admin/check").array("findings")
        let zones = try findings.filter { try $0.text("subject") == "tzdata" }
        #expect(zones.count == 1)
        // Whoever waited would have waited until it was given up, and then apt had said nothing.
        #expect(try zones.first?.text("sentence").contains("is not known yet") == true, "\(zones)")
    }
}
