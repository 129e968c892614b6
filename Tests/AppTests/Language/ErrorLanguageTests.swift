import App
import Foundation
import Testing

@Suite("Errors and pages in the reader's language")
struct ErrorLanguageTests {
    private static func complaint(_ answer: Answer) throws -> String {
        try #require(answer.array("errors").first).text("message")
    }

    @Test("title and detail are in the language of Accept-Language; code, status and type are in none")
    func header() async throws {
        let practice = try await Practice.open()
        let english = try await practice.visitor.get("/api/bookings")
        let german = try await practice.visitor.with("Accept-Language", "de-DE, en;q=0.5").get("/api/bookings")
        #expect(try english.text("title") == "Please sign in")
        #expect(try german.text("title") == "Bitte melden Sie sich an")
        #expect(
            try german.text("detail") == "Nötig ist ein gültiges Zugangs-Token, als „Authorization Bearer <token>“.")
        for (answer, language) in [(english, "en"), (german, "de")] {
            #expect(answer.status == 401 && answer.code == "unauthorized")
            #expect(try answer.text("type") == "about:blank")
            #expect(answer.header("Content-Language") == language)
            #expect(answer.header("Vary") == "Accept-Language")
        }
    }

    @Test("who is signed in and names no language that is spoken here is answered in their own")
    func person() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register("kim@example.com", ["locale": "de-DE"])
        let wrong = ["time_zone": "X"]
        for (asker, language, message) in [
            (kim, "de", "ist keine Zeitzone der IANA-Datenbank, wie etwa Europe/Berlin"),
            (
                kim.with("Accept-Language", "fr, *;q=0.1"), "de",
                "ist keine Zeitzone der IANA-Datenbank, wie etwa Europe/Berlin"
            ),
            (kim.with("Accept-Language", "en"), "en", "is not a time zone of the IANA database, such as Europe/Berlin"),
        ] {
            let answer = try await asker.patch("/api/users/me", wrong)
            #expect(answer.status == 422 && answer.complainedFields == ["time_zone"], "\(answer)")
            #expect(try Self.complaint(answer) == message)
            #expect(answer.header("Content-Language") == language)
            #expect(answer.header("Cache-Control") == "no-store" && answer.header("Vary") == "Accept-Language")
        }
        // Refused by their rights, by the router and by a question that is open to others.
        #expect(try await kim.get("/api/admin/users").text("title") == "Nicht erlaubt")
        #expect(try await kim.get("/api/bookings/1000000").text("title") == "Nicht gefunden")
        let slots = "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06&practice=true"
        #expect(try await kim.get(slots).text("title") == "Nicht erlaubt")
        // Nobody knows who asks here.
        #expect(try await practice.visitor.get("/api/users/me").header("Content-Language") == "en")
    }

    @Test("a deadline is told in the person's zone; in English it stays as in JSON")
    func deadline() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let service = try await boss.patch("/api/admin/services/\(practice.service)", ["change_notice": 2_880])
        #expect(service.status == 200)
        let kim = try await practice.register("kim@example.com", ["time_zone": "Europe/Berlin"])
        let id = try await kim.mustBook(jan("06T10:00"), service: practice.service)
        let english = try await kim.post("/api/bookings/\(id)/cancel")
        let german = try await kim.with("Accept-Language", "de").post("/api/bookings/\(id)/cancel")
        #expect(english.code == "change_notice" && german.code == "change_notice")
        #expect(
            try english.text("detail")
                == "This booking could be changed until 2026-01-04T10:00:00Z. Please contact the practice.")
        #expect(
            try german.text("detail")
                == "Ändern ging bis Sonntag, 4. Januar 2026, 11:00 Uhr (Berliner Zeit, MEZ, UTC+1). "
                + "Bitte wenden Sie sich an die Praxis.")
    }

    @Test("the account's pages follow the browser, else the person whom the link names")
    func pages() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com", ["first_name": "Kim", "locale": "de"], proved: false)
        try await practice.work()
        let token = try practice.linkToken(to: "kim@example.com")
        let german = practice.visitor.with("Accept-Language", "de-DE,de;q=0.9,en;q=0.8")
        for (page, text) in [
            (try await german.get("/book/consultation"), "Wählen Sie eine Zeit"),
            (try await german.get("/reset-password?token=x"), "Wählen Sie ein neues Passwort"),
            (try await german.get("/verify-email?token=x"), "Dieser Link gilt nicht mehr"),
            (try await german.get("/verify-email?token=%zz"), "Bitte fordern Sie einen neuen an."),
            (try await german.get("/receipts/1.x"), "Diese Seite finden wir nicht"),
            (try await practice.visitor.get("/verify-email?token=\(token)"), "Ist das Ihr Konto?"),
            (try await german.submit("/verify-email", "token=\(token)"), "Ihre E-Mail-Adresse ist bestätigt."),
        ] {
            #expect(page.text.contains(text) && page.text.contains("<html lang=\"de\">"), "\(page)")
            #expect(page.header("Content-Language") == "de" && page.header("Vary") == "Accept-Language", "\(text)")
        }
        let english = practice.visitor.with("Accept-Language", "en")
        #expect(try await english.get("/verify-email?token=\(token)").header("Content-Language") == "en")
        #expect(try await practice.visitor.get("/book/consultation").text.contains("Choose a time"))
    }
}
