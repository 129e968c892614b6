import App
import Domain
import Foundation
import Testing

@Suite("The demo")
struct DemoTests {
    @Test("it fills an empty practice, and nobody is ever written to because of it")
    func quiet() async throws {
        let practice = try await Practice.openEmpty()
        try await Demo(app: practice.app).fill()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings") == [40])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM users") == [8])
        let ahead = try await practice.numbers(
            "SELECT COUNT(*) FROM bookings WHERE status = 'scheduled' AND scheduled_at > \(practice.clock.now)")
        #expect(ahead[0] > 5)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'remind'") == [0])
        try await practice.live(hours: 24 * 30)
        #expect(practice.letters.all.isEmpty)
        try await practice.expectSoundCalendar()
        _ = try await practice.signIn("mia.schmidt@example.com", password: Demo.password)
    }

    @Test("a database with people in it is left alone, and a sentence says so")
    func notEmpty() async throws {
        let practice = try await Practice.open()
        let problem = await #expect(throws: Problem.self) { try await Demo(app: practice.app).fill() }
        #expect(problem == Problem(.notEmpty))
        let sentence = Catalogue.english.explanation(of: Problem(.notEmpty))
        #expect(sentence.contains("accounts in this database already"), "\(sentence)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM users") == [1])
    }
}
