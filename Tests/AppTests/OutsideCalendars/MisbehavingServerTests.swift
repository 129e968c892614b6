// waits for the real world: who must not wait for a calendar gets on by the machine's own clock
import App
import Foundation
import Synchronization
import Testing
import Wire

@Suite("Calendars at servers that misbehave", .timeLimit(.minutes(10)))
struct MisbehavingServerTests {
    private static let busy = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))
    private static let patience: Duration = .seconds(120)

    @Test("whatever such a server sends over the wire, the last state stays, and what is wrong is told")
    func wire() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let (slots, version) = (try await linked.slots(), try await linked.version())
        let peer = try ReceiverPeer()
        let base = peer.url("")
        let sender = CalendarSender.http(toPrivateNetwork: true)
        let faults = [
            // Half a body, half a part of one, nothing, no HTTP at all.
            "unreachable": ["/cut", "/cutchunk", "/silent", "/garbage", "/bare"],
            // More than is taken: told or not, of the body or of the head, and 40 MB packed into 40 KB.
            "too_large": ["/big/40000000", "/endless", "/heads", "/interims", "/packed/40000000"],
            "not_calendar": ["/moved", "/packed/100", "/big/0", "/interim"],
            "refused": ["/status/401", "/status/403"], "gone": ["/status/404", "/status/410"],
            "failing": ["/empty", "/status/500", "/status/503", "/status/418"],
        ]
        for (problem, paths) in faults {
            for path in paths {
                linked.practice.feeds.answer { call, isHurried in
                    // Where it leads on, it is followed.
                    let asked = call.url == LinkedPractice.address ? path : URLComponents(string: call.url)?.path
                    let call = HTTPCall(method: call.method, url: base + (asked ?? ""), headers: call.headers)
                    return try await sender.send(call, isHurried)
                }
                #expect(try await linked.check().text("problem") == problem, "\(path)")
                #expect(try await linked.slots() == slots, "\(path)")
            }
        }
        #expect(try await linked.version() == version)
        #expect(try peer.calls().contains { $0.line == "GET /landed" })
        linked.practice.feeds.serve(Self.busy)
        #expect(try await linked.check().isNull("problem"))
        #expect(try await linked.version() == version)
    }

    @Test("while one says nothing, its host's slots are shown, other hosts are booked, and mails leave")
    func silence() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let practice = linked.practice
        let eve = try await practice.register("eve@example.com")
        #expect(try await linked.boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let weekly = (1...5).map { ["weekday": $0, "from": "09:00", "to": "17:00"] as [String: any Sendable] }
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": weekly]
        let path = "/api/admin/hosts/\(eve.userID)/working-hours"
        #expect(try await linked.boss.put(path, hours).status == 200)
        let other = try await linked.boss.addService("Other", 60, ["host_id": eve.userID])
        try await practice.work()
        let answers = Mutex(false)
        let server = "The server that says nothing"
        practice.feeds.answer { _, _ in
            try await Self.wait { answers.withLock { $0 } }
            throw HTTPError.unreachable(server)
        }
        practice.clock.move(seconds: 720)
        practice.feeds.forget()
        practice.letters.forget()
        let working = Task { try await practice.app.worker.run() }
        defer { working.cancel() }
        let booking = Task { try await linked.jo.book(jan("06T13:00")) }
        // The job and the one who books, each by a call of their own.
        try await Self.wait { practice.feeds.calls.count == 2 }
        #expect(practice.feeds.hurried == 1)
        #expect(try await linked.slots() == LinkedPractice.free.filter { $0 != jan("06T12:00") })
        let ann = try await practice.register("ann@example.com")
        _ = try await ann.mustBook(jan("06T12:00"), service: other)
        try await Self.wait { !practice.letters.letters(to: "ann@example.com").isEmpty }
        answers.withLock { $0 = true }
        #expect(try await booking.value.status == 201)
        working.cancel()
        _ = await working.result
    }

    @Test("one that hangs, or sends a byte now and then, keeps who books no longer than a look may last")
    func hurry() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let peer = try ReceiverPeer()
        let sender = CalendarSender.http(toPrivateNetwork: true)
        let base = peer.url("")
        for (path, start) in [("/slow", "06T13:00"), ("/drip", "06T14:00"), ("/endless", "06T15:00")] {
            linked.practice.feeds.answer { call, isHurried in
                try await sender.send(HTTPCall(method: "GET", url: base + path), isHurried)
            }
            linked.practice.clock.move(seconds: 61)
            let begun = ContinuousClock.now
            #expect(try await linked.jo.book(jan(start)).status == 201)
            // Two seconds, and what this machine takes beside other tests; a patient look would take twenty.
            #expect(begun.duration(to: .now) < .seconds(15), "\(path)")
        }
        #expect(linked.practice.feeds.hurried == 3)
        #expect(try await linked.jo.book(jan("06T12:00")).code == "slot_unavailable", "what was known stays")
        #expect(try await linked.state().isNull("problem"), "what a patient look will find out is no failure")
    }

    @Test("who books goes on once a look has lasted too long, and what it finds in the end is written down")
    func late() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let hasty = try await linked.practice.anotherServer(lookPatience: .milliseconds(20))
        let answers = Mutex(false)
        linked.practice.feeds.answer { _, _ in
            try await Self.wait { answers.withLock { $0 } }
            return HTTPReply(status: 200, headers: [:], body: Array(Self.busy.utf8))
        }
        linked.practice.clock.move(seconds: 61)
        let jo = Asker(app: hasty, token: linked.jo.token, service: linked.practice.service)
        #expect(try await jo.book(jan("06T13:00")).status == 201)
        #expect(try await linked.stretches().isEmpty)
        answers.withLock { $0 = true }
        let end = ContinuousClock.now + Self.patience
        while try await linked.stretches().isEmpty, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await linked.stretches() == [Practice.cell(jan("06T12:00"))])
    }

    private static func wait(until isSo: @Sendable () -> Bool) async throws {
        let end = ContinuousClock.now + patience
        while !isSo() {
            guard ContinuousClock.now < end else { throw HTTPError.unreachable("waited in vain") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
