import Foundation
import Testing

/// Clients that book at random, until they are told to stop: Peers/booking_load.py.
struct BookingLoad {
    private static let clients = 8

    /// A client's request and its answer.
    struct Booked: Decodable {
        let own: Bool
        let status: Int
        let code: String?
        let id: Int?
        let start: String
        let port: Int
        /// When the answer came, in seconds of the epoch.
        let at: Double
        let tries: Int
        /// Answers 503 before this one, and those among them that did not say when to come again.
        let refused: Int
        let unadvised: Int
        let replayed: Bool
    }

    /// A booking to make before all others.
    struct First {
        let service: Int
        let start: Date
    }

    let program: Program

    /// Opens the practice around the clock with two services of one host, and starts booking at these servers, with a
    /// pause of each client after each answer. `first` is asked, signed in as the practice, what to book first.
    static func start(
        on servers: [Server], seed: UInt64, pauseSeconds: Double = 0,
        first: (Visitor) async throws -> [First] = { _ in [] }
    ) async throws -> BookingLoad {
        let server = servers[0]
        let boss = try await server.boss()
        try await boss.openAroundTheClock()
        let short = try await boss.post("/api/admin/services", ["title": "Short", "duration": 5])
        let long = try await boss.post(
            "/api/admin/services",
            ["title": "Long", "duration": 15, "slot_step": 5, "buffer_before": 5, "buffer_after": 10])
        var tokens: [String] = []
        for number in 1...clients {
            tokens.append(try await server.visitor.register("client\(number)@example.com").token ?? "")
        }
        let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        let days = (2...41).map { Date(timeIntervalSinceNow: Double($0) * 86_400).formatted(day) }
        let wanted = try await first(boss).map { ["service": $0.service, "start": $0.start.ISO8601Format()] }
        let given: [String: Any] = [
            "tokens": tokens, "short": try short.object("service")["id"] as? Int ?? 0,
            "long": try long.object("service")["id"] as? Int ?? 0, "days": days, "pause": pauseSeconds,
            "first": wanted,
        ]
        let ports = servers.map { "\($0.port)" }.joined(separator: ",")
        let program = try Program.peer("booking_load.py", [ports, "\(seed)"], in: server.folder)
        try program.send(String(decoding: JSONSerialization.data(withJSONObject: given), as: UTF8.self))
        return BookingLoad(program: program)
    }

    /// Waits for some more answers.
    func wait(forMore count: Int) async throws {
        let wanted = program.output.lines.count + count
        _ = try await program.output.wait(for: "\(wanted) answers") { text in
            Transcript.lines(text).count >= wanted ? true : nil
        }
    }

    /// The answers so far.
    func answers() throws -> [Booked] {
        let text = program.output.text
        // The last line may have come only half.
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return try Transcript.lines(String(text[..<end])).map {
            try JSONDecoder().decode(Booked.self, from: Data($0.utf8))
        }
    }

    /// Lets every client finish what it asks; all answers.
    func end() async throws -> [Booked] {
        try program.closeInput()
        #expect(try await program.end(withinSeconds: 600) == 0, "\(program.errors.text)")
        _ = try await program.output.whole()
        return try answers()
    }

    /// Compares what clients were told with what the practice sees: nothing is missing, and nothing is there that
    /// nobody was told of, because every request was repeated until it was answered.
    static func check(_ answers: [Booked], against boss: Visitor) async throws {
        let strange = answers.filter { answer in
            answer.status != 201 && !(answer.status == 409 && answer.code == "slot_taken" && !answer.own)
        }
        #expect(strange.isEmpty, "answers that are neither booked nor taken")
        let booked = answers.filter { $0.status == 201 }
        var stored: [Int: String] = [:]
        var total = 1
        while stored.count < total {
            let page = try await boss.get("/api/admin/bookings?limit=100&offset=\(stored.count)")
            total = try page.number("total")
            let bookings = try page.list("bookings")
            try #require(!bookings.isEmpty, "the list ends before its total")
            for booking in bookings {
                guard let id = booking["id"] as? Int, let start = booking["scheduled_at"] as? String else {
                    throw Failure("no booking: \(booking)")
                }
                stored[id] = start
            }
        }
        let lost = booked.filter { stored[$0.id ?? 0] != $0.start }
        #expect(lost.isEmpty, "answered with 201 and not there")
        #expect(stored.count == booked.count)
        #expect(Set(booked.compactMap(\.id)).count == booked.count)
        #expect(booked.contains { !$0.own } && answers.contains { $0.status == 409 }, "nobody fought for a start")
        #expect(answers.contains { $0.tries > 1 }, "no crash was noticed")
        #expect(answers.allSatisfy { $0.unadvised == 0 }, "503 without Retry-After")
    }
}

extension Visitor {
    /// Opens a host's calendar day and night.
    /// Whoever is signed in, or another host, may be booked at all hours.
    func openAroundTheClock(host: Int? = nil) async throws {
        let week = (1...7).map { ["weekday": $0, "from": "00:00", "to": "24:00"] as [String: any Sendable] }
        let id = if let host { host } else { try await ownID() }
        let hours = try await put("/api/admin/hosts/\(id)/working-hours", ["time_zone": "UTC", "weekly": week])
        #expect(hours.status == 200, "\(hours)")
    }
}
