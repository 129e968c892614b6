import App
import Foundation
import Testing
import Wire

@Suite("Mails and receipts in German")
struct GermanMailTests {
    /// Parts of English sentences that stand in a text.
    private static func english(in text: String) -> [String] {
        Catalogue.english.keys.flatMap { key in
            Catalogue.english.sentence(key).split(separator: /%\{\w+\}/).map(String.init)
        }.filter { $0.split(separator: " ").count >= 2 && $0.count >= 9 && text.contains($0) }
    }

    private static func expectGerman(_ letters: [Letter], _ place: SourceLocation = #_sourceLocation) {
        for letter in letters {
            let calendar = letter.invitation?.ics ?? ""
            for text in [letter.subject, letter.text, letter.html, calendar] {
                #expect(english(in: text) == [], "\(letter.subject)", sourceLocation: place)
                #expect(!text.contains("%{") && !text.contains("{{"), sourceLocation: place)
            }
            #expect(letter.html.contains("<html lang=\"de\">"), sourceLocation: place)
        }
    }

    @Test("English that is left in a text is found")
    func canFail() {
        #expect(Set(Self.english(in: "x Join meeting x")) == ["Join meeting"])
        #expect(Self.english(in: "Your consultation with Jo is paid.").contains("Your consultation with "))
    }

    @Test("the whole story of a booking is told to each reader in their own language")
    func story() async throws {
        let practice = try await Practice.openForLong(zone: "Europe/Berlin")
        let boss = try await practice.boss()
        let german = ["locale": "de", "time_zone": "Europe/Berlin"]
        #expect(try await boss.patch("/api/users/me", german).status == 200)
        let service = "/api/admin/services/\(practice.service)"
        #expect(try await boss.patch(service, ["title": "Erstgespräch", "change_notice": 60]).status == 200)
        let kim = try await practice.register("kim@example.com", ["first_name": "Kim"].merging(german) { $1 })
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let id = try await kim.mustBook(jan("06T09:00"), service: practice.service, ["notes": "Linkes Knie"])
        _ = try await jo.mustBook(jan("06T11:00"), service: practice.service)
        try await practice.work()
        #expect(try await kim.move(id, to: jan("07T10:00")).status == 200)
        try await practice.live(hours: 27)
        #expect(try await kim.post("/api/bookings/\(id)/cancel", ["reason": "Wieder gesund"]).status == 200)
        _ = try await practice.forgotten("kim@example.com")

        let letters = practice.letters.letters(to: "kim@example.com")
        Self.expectGerman(letters)
        Self.expectGerman(practice.letters.letters(to: "boss@example.com"))
        let subjects = Set(letters.map(\.subject))
        for subject in [
            "Bitte bestätigen Sie Ihre E-Mail-Adresse", "Ihr Termin: Erstgespräch, Dienstag, 6. Januar 2026",
            "Verschoben: Erstgespräch, jetzt Mittwoch, 7. Januar 2026",
            "Erinnerung: Erstgespräch, Mittwoch, 7. Januar 2026", "Abgesagt: Erstgespräch, Mittwoch, 7. Januar 2026",
            "Wählen Sie ein neues Passwort",
        ] { #expect(subjects.contains(subject), "\(subject) is not among \(subjects)") }
        let booked = try #require(letters.first { $0.subject.hasPrefix("Ihr Termin: ") })
        for line in [
            "Guten Tag Kim\n", "Angebot: Erstgespräch\n", "Dauer: 60 Minuten\n", "Zum Videogespräch:\nhttps://",
            "Wann: Dienstag, 6. Januar 2026, 10:00–11:00 Uhr (Berliner Zeit, MEZ, UTC+1)\n",
            "Änderbar bis: Dienstag, 6. Januar 2026, 9:00 Uhr (Berliner Zeit, MEZ, UTC+1)\n",
        ] { #expect(booked.text.contains(line), "\(line) is not in \(booked.text)") }
        let event = CalendarText.lines(booked.invitation?.ics ?? "")
        #expect(CalendarText.value("SUMMARY", in: event)?.hasPrefix("Erstgespräch mit ") == true)
        #expect(CalendarText.value("DESCRIPTION", in: event)?.hasPrefix("Wann: Dienstag\\, 6. Januar 2026") == true)
        let hosts = practice.letters.letters(to: "boss@example.com").map(\.subject)
        #expect(hosts.contains("Neuer Termin: Kim, Dienstag, 6. Januar 2026"), "\(hosts)")
        let toJo = practice.letters.letters(to: "jo@example.com").map(\.subject)
        #expect(toJo.contains("Your booking: Erstgespräch, Tuesday, 6 January 2026"), "\(toJo)")
        let file = try await kim.get("/api/bookings/\(id)/calendar.ics")
        #expect(file.text.contains("Erstgespräch mit ") && file.text.contains("Wann: "))
    }

    @Test("money is told in German, in mails and on the receipt")
    func money() async throws {
        let paid = try await PaidPractice.open(["title": "Beratung", "amount": 1_234.5])
        let practice = paid.practice
        let german = ["locale": "de", "time_zone": "Europe/Berlin"]
        #expect(try await paid.client.patch("/api/users/me", german).status == 200)
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 30]).status == 200)
        try await practice.work()
        let letters = practice.letters.letters(to: "mia@example.com")
        let about = letters.filter { $0.subject.contains("Beratung") }
        Self.expectGerman(about)
        let booked = try #require(about.first { $0.subject == "Ihr Termin: Beratung, Donnerstag, 8. Januar 2026" })
        for line in [
            "Zahlung: 1.234,50 USD, bezahlt\n", "Beleg: R-000001\n", "Beleg ansehen:\nhttps://",
            "Wenn Sie absagen: 100 % zurück bis Dienstag, 6. Januar 2026, 11:00 Uhr (Berliner Zeit, MEZ, UTC+1)\n",
            "danach nichts\n",
        ] { #expect(booked.text.contains(line), "\(line) is not in \(booked.text)") }
        let back = try #require(about.first { $0.subject == "Geld zurück: Beratung, Donnerstag, 8. Januar 2026" })
        #expect(back.text.contains("Zurückgegeben: 30,00 USD\n"), "\(back.text)")

        let receipt = try await paid.client.get("/api/bookings/\(id)/receipt")
        #expect(receipt.header("Content-Language") == "de" && receipt.header("Cache-Control") == "no-store")
        for text in [
            "<html lang=\"de\">", "Beleg R-000001", "Ausgestellt am", "Donnerstag, 8. Januar 2026", "1.234,50 USD",
            "-30,00 USD", "1.204,50 USD", "Rückzahlung",
        ] { #expect(receipt.text.contains(text), "\(text) is not in \(receipt.text)") }
        #expect(Self.english(in: receipt.text) == [])
    }
}
