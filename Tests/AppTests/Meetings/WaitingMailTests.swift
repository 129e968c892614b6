import App
import Domain
import Foundation
import Testing

@Suite("Mails about whoever waits")
struct WaitingMailTests {
    private static func told(_ lobby: Lobby, _ address: String, _ subject: String) -> Int {
        lobby.practice.letters.letters(to: address).count { $0.subject.hasPrefix(subject) }
    }

    private static func hostIsTold(_ lobby: Lobby) async throws -> Int {
        try await lobby.practice.work()
        return told(lobby, "boss@example.com", "Somebody is waiting: Jo Doe")
    }

    @Test("the host is told once, two minutes after the start and not before, where somebody waits")
    func host() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -600)
        try await lobby.arrive()
        lobby.move(to: 119)
        try await lobby.practice.app.meetings.present(.client, at: lobby.bookingID)
        #expect(try await Self.hostIsTold(lobby) == 0)
        lobby.move(to: 120)
        #expect(try await Self.hostIsTold(lobby) == 1)
        let letter = try #require(lobby.practice.letters.all.first { $0.subject.hasPrefix("Somebody is waiting") })
        #expect(letter.text.contains("Somebody has come to the consultation with Jo Doe"))
        lobby.move(to: 200)
        try await lobby.arrive()
        #expect(try await Self.hostIsTold(lobby) == 1, "nobody is told twice")
        #expect(try await lobby.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'waiting'") == [0])
    }

    @Test("whoever comes later than that is told of at once")
    func late() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 600)
        try await lobby.arrive()
        #expect(try await Self.hostIsTold(lobby) == 1)
    }

    @Test("of whoever has left the host is told when they are back")
    func left() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 0)
        try await lobby.arrive()
        lobby.move(to: 120)
        #expect(try await Self.hostIsTold(lobby) == 0)
        lobby.move(to: 170)
        try await lobby.arrive()
        lobby.move(to: 179)
        #expect(try await Self.hostIsTold(lobby) == 0)
        lobby.move(to: 180)
        #expect(try await Self.hostIsTold(lobby) == 1)
    }

    @Test("the host is told nothing where the meeting was opened, everybody let in, moved, cancelled or over")
    func needless() async throws {
        let deeds: [@Sendable (Lobby) async throws -> Void] = [
            { try await $0.post("open") }, { try await $0.post("admit", ["participant_id": "client"]) },
            { _ = try await $0.boss.move($0.id, to: jan("06T13:00"), under: "/api/admin/bookings") },
            { _ = try await $0.boss.post("/api/admin/bookings/\($0.id)/cancel") },
            { $0.move(to: 5_400) },
        ]
        for (number, deed) in deeds.enumerated() {
            let lobby = try await Lobby.open()
            lobby.move(to: -60)
            try await lobby.arrive()
            try await deed(lobby)
            lobby.practice.clock.move(seconds: 180)
            try await lobby.practice.app.meetings.present(.client, at: lobby.bookingID)
            #expect(try await Self.hostIsTold(lobby) == 0, "\(number)")
            #expect(try await lobby.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'waiting'") == [0])
        }
    }

    @Test("a mail that was written before the meeting was opened is not sent after it")
    func dropped() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 300)
        try await lobby.arrive()
        lobby.practice.letters.fail(LetterRefused())
        #expect(try await Self.hostIsTold(lobby) == 0)
        lobby.practice.letters.fail(nil)
        try await lobby.post("open")
        lobby.practice.clock.move(seconds: 90)
        #expect(try await Self.hostIsTold(lobby) == 0)
        #expect(try await lobby.practice.texts("SELECT state FROM mails WHERE kind = 'somebody_waits'") == ["dropped"])
    }

    private struct LetterRefused: Error {}

    @Test("the client is told once that it will be later, with the minutes that hold when it is sent, in German too")
    func running() async throws {
        let lobby = try await Lobby.open()
        #expect(
            try await lobby.jo.patch("/api/users/me", ["locale": "de", "time_zone": "Europe/Berlin"]).status == 200)
        lobby.move(to: -300)
        try await lobby.post("late", ["minutes": 10])
        try await lobby.post("late", ["minutes": 20])
        try await lobby.practice.work()
        let letter = try #require(lobby.practice.letters.all.first { $0.subject.hasPrefix("Etwa") })
        #expect(
            letter.subject.hasPrefix("Etwa 20 Minuten später: Consultation") && letter.to.address == "jo@example.com")
        #expect(letter.text.contains("voraussichtlicher Beginn ist Dienstag, 6. Januar 2026, 11:20"), "\(letter.text)")
        try await lobby.post("late", ["minutes": 30])
        try await lobby.practice.work()
        #expect(Self.told(lobby, "jo@example.com", "Etwa") == 1)
    }

    @Test("who is invited is told once that it will be later, in no words of the client's; who has declined is not")
    func runningForInvited() async throws {
        let lobby = try await Lobby.open()
        for name in ["ann", "bob"] {
            let body = ["email": "\(name)@example.com", "name": "\(name) Typed"]
            #expect(try await lobby.boss.post("/api/bookings/\(lobby.id)/participants", body).status == 201)
        }
        try await lobby.practice.work()
        let invitation = try #require(lobby.practice.letters.letters(to: "bob@example.com").last)
        let link = try #require(invitation.text.firstMatch(of: /https:\/\/practice\.example(\/join\/\S+)/))
        #expect(try await lobby.practice.visitor.submit("\(link.output.1)/decline", "").status == 200)
        lobby.move(to: -300)
        for minutes in [10, 20] { try await lobby.post("late", ["minutes": minutes]) }
        try await lobby.practice.work()
        try await lobby.post("late", ["minutes": 30])
        try await lobby.practice.work()
        #expect(["jo", "ann", "bob"].map { Self.told(lobby, "\($0)@example.com", "About") } == [1, 1, 0])
        let letters = lobby.practice.letters.letters(to: "ann@example.com")
        let letter = try #require(letters.first { $0.subject.hasPrefix("About 20 minutes later: Consultation") })
        #expect(letter.text.contains("to which you are invited") && !(letter.text + letter.html).contains("Typed"))
    }

    @Test("nobody is told of a lateness that was taken back, or of an open meeting")
    func notLate() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -300)
        try await lobby.post("late", ["minutes": 10])
        try await lobby.post("late", ["minutes": 0])
        try await lobby.practice.work()
        #expect(Self.told(lobby, "jo@example.com", "About") == 0)
        let other = try await Lobby.open()
        other.move(to: 0)
        try await other.post("open")
        try await other.post("late", ["minutes": 10])
        try await other.practice.work()
        #expect(Self.told(other, "jo@example.com", "About") == 0)
    }
}
