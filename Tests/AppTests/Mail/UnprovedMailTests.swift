import App
import Foundation
import Storage
import Testing
import Wire

@Suite("Mails to an address that nobody has proved")
struct UnprovedMailTests {
    private static let names: [String: any Sendable] = [
        "first_name": "FirstWord", "last_name": "LastWord", "time_zone": "Europe/Berlin",
    ]
    private static let ownWords = ["FirstWord", "LastWord", "NotesWord", "ReasonWord"]

    /// Everything of a letter but the address, the meeting's link and what stands in it.
    private static func words(_ letter: Letter) -> String {
        let ics = (letter.invitation?.ics ?? "").replacing("\r\n ", with: "")
        return [letter.subject, letter.to.name ?? "", letter.text, letter.html, ics].joined(separator: "\n")
            .replacing(/https:\/\/meet\.jit\.si\/[^\s"<]+/, with: "")
    }

    private static func expectNoOwnWords(_ practice: Practice, letters: Int) throws {
        let letters = practice.letters.letters(to: "jo@example.com").prefix(letters)
        for letter in letters {
            let words = Self.words(letter)
            for word in ownWords { #expect(!words.contains(word), "\(word) in “\(letter.subject)”: \(words)") }
            #expect(letter.to.name == nil && letter.text.hasPrefix("Hello,\n"))
        }
    }

    @Test("none carries the person's own words, in any part; the meeting's link alone does", arguments: [true, false])
    func words(limits: Bool) async throws {
        let practice = try await Practice.openForLong { $0.rateLimits = limits }
        let jo = try await practice.register("jo@example.com", Self.names, proved: false)
        #expect(try await jo.patch("/api/users/me", ["display_name": "FirstWord LastWord"]).status == 200)
        let id = try await jo.mustBook(jan("07T09:00"), ["notes": "NotesWord"])
        try await practice.work()
        try await practice.live(hours: 26)
        #expect(try await jo.move(id, to: jan("08T09:00")).status == 200)
        try await practice.work()
        #expect(try await jo.post("/api/bookings/\(id)/cancel", ["reason": "ReasonWord"]).status == 200)
        try await practice.work()
        let letters = practice.letters.letters(to: "jo@example.com")
        let subjects = Set(letters.map { String($0.subject.prefix(8)) })
        #expect(subjects == ["Please c", "Your boo", "Reminder", "Moved: C", "Cancelle"])
        try Self.expectNoOwnWords(practice, letters: letters.count)
        let link = "displayName=%22FirstWord%20LastWord%22"
        #expect(letters.count { $0.text.contains(link) } == 3)
        let confirmation = try #require(letters.first { $0.subject.hasPrefix("Your boo") })
        #expect(confirmation.invitation?.ics.replacing("\r\n ", with: "").contains(link) == true)
    }

    @Test("what the practice wrote stays: its reason, and the names that it gave to a client of its own")
    func wordsOfThePractice() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", Self.names, proved: false)
        let id = try await jo.mustBook(jan("06T09:00"))
        #expect(try await boss.post("/api/admin/bookings/\(id)/cancel", ["reason": "We are ill"]).status == 200)
        let body: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": jan("06T10:00"), "email": "nina@example.com",
            "first_name": "Nina",
        ]
        #expect(try await boss.post("/api/admin/bookings", body).status == 201)
        try await practice.work()
        let toJo = practice.letters.letters(to: "jo@example.com")
        #expect(toJo.contains { $0.subject.hasPrefix("Cancelled") && $0.text.contains("Reason: We are ill") })
        let toNina = practice.letters.letters(to: "nina@example.com")
        #expect(toNina.map { $0.text.hasPrefix("Hello Nina,") } == [true] && toNina[0].to.name == "Nina")
    }

    @Test("a booking's own mail leads to the page of the proof, and the host is told that there was none")
    func proof() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", Self.names, proved: false)
        try await practice.work()
        practice.letters.forget()
        _ = try await jo.mustBook(jan("06T09:00"), ["notes": "NotesWord"])
        try await practice.work()
        let sentence = "E-mail address: The client has not confirmed this address yet."
        let toHost = try #require(practice.letters.letters(to: "boss@example.com").first)
        #expect(
            toHost.text.contains(sentence) && toHost.text.contains("NotesWord") && toHost.text.contains("FirstWord"))
        let own = try #require(practice.letters.letters(to: "jo@example.com").first)
        let token = try practice.linkToken(to: "jo@example.com")
        #expect(own.html.contains("verify-email?token=\(token)"))
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)

        practice.letters.forget()
        _ = try await jo.mustBook(jan("06T10:00"))
        try await practice.work()
        let proved = try #require(practice.letters.letters(to: "jo@example.com").first)
        #expect(proved.text.hasPrefix("Hello FirstWord LastWord,") && !proved.text.contains("verify-email"))
        #expect(proved.to.name == "FirstWord LastWord")
        #expect(practice.letters.letters(to: "boss@example.com").allSatisfy { !$0.text.contains(sentence) })
    }

    @Test("accounts of before the upgrade are written to as they were")
    func spared() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", Self.names, proved: false)
        for step in Schema.migrations.filter({ $0.name.hasSuffix("vouched for") }).flatMap(\.steps).dropFirst() {
            try await practice.run(step)
        }
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        let letters = practice.letters.letters(to: "jo@example.com").filter { $0.subject.hasPrefix("Your booking") }
        #expect(letters.map { $0.text.hasPrefix("Hello FirstWord LastWord,") } == [true])
    }
}
