import Foundation
import Testing
import Wire

@Suite("The form of mails")
struct MailFormTests {
    private static func letter(_ practice: Practice, _ address: String, _ subject: String) throws -> Letter {
        try #require(practice.letters.letters(to: address).last { $0.subject.hasPrefix(subject) }, "\(subject)")
    }

    /// Everything between the slip's first line and its last.
    private static func slip(_ html: String, _ kind: String = "slip") -> String {
        let rest = html.components(separatedBy: "<div class=\"\(kind)\"").dropFirst().first ?? ""
        return rest.components(separatedBy: "</div>").first ?? ""
    }

    @Test("a client reads what has changed, then day, hour and zone, one button and its address, and what to bring")
    func confirmation() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "time_zone": "Europe/Berlin"])
        let id = try await jo.mustBook(jan("06T09:00"), ["notes": "Left knee"])
        try await practice.work()
        let mail = try Self.letter(practice, "jo@example.com", "Your booking")
        #expect(mail.html.contains(">You are booked, Jo.</h1>") && !mail.html.contains("Hello Jo"), "\(mail.html)")
        let slip = Self.slip(mail.html)
        for line in [
            ">Tuesday 6 January 2026</p>", ">10:00 – 11:00</p>", ">Berlin time (CET, UTC+1)</p>",
            ">Consultation with Consultant · 60 minutes</p>",
        ] { #expect(slip.contains(line), "\(line): \(mail.html)") }
        #expect(mail.html.components(separatedBy: "class=\"go\"").count == 2, "one button")
        let order = [
            "<h1", "class=\"slip\"", "class=\"go\"", "Move or cancel", "Before we meet", "The Practice · Booking",
        ]
        let places = order.compactMap { mail.html.range(of: $0)?.lowerBound }
        #expect(places.count == order.count && places == places.sorted(), "\(mail.html)")
        let preheader = "Tuesday, 6 January 2026, 10:00–11:00 (Berlin time, CET, UTC+1), with Consultant.</div>"
        #expect(mail.html.contains(preheader))
        for text in [mail.text, mail.html] {
            #expect(text.contains("nothing to install. The invitation for your calendar is attached."), "\(text)")
            #expect(text.contains("Booking \(id)") && !text.contains("It opens on") && !text.contains("Left knee"))
        }
    }

    @Test("no mail has a table, a picture other than the logo, or a script, and each can be read on a dark ground")
    func plain() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", proved: false)
        _ = try await jo.mustBook(jan("06T09:00"))
        _ = try await practice.forgotten("jo@example.com")
        try await practice.work()
        let letters = practice.letters.all
        #expect(letters.count >= 4)
        for letter in letters {
            for word in ["<table", "<img", "<script", "http-equiv", "url("] {
                #expect(!letter.html.contains(word), "\(letter.subject): \(word)")
            }
            #expect(letter.html.contains("<meta name=\"color-scheme\" content=\"light dark\">"))
            #expect(letter.html.contains("@media (prefers-color-scheme: dark)") && letter.html.contains("#7adab7"))
            #expect(letter.html.components(separatedBy: "<h1").count == 2)
            #expect(letter.html.trimmingCharacters(in: .newlines).hasSuffix("</html>"))
        }
    }

    @Test("the host reads the client's note as a quotation, and the client's name in the slip")
    func host() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Ott"])
        _ = try await jo.mustBook(jan("06T09:00"), ["notes": "Left knee <b>"])
        try await practice.work()
        let mail = try Self.letter(practice, "boss@example.com", "New booking")
        let quote = try #require(mail.html.components(separatedBy: "<blockquote").dropFirst().first)
        #expect(quote.contains(">Left knee &lt;b&gt;</blockquote>"), "\(mail.html)")
        #expect(mail.html.components(separatedBy: "Left knee").count == 2, "told once")
        #expect(Self.slip(mail.html).contains(">Consultation with Jo Ott · 60 minutes</p>"))
        #expect(!mail.html.contains("Before we meet") && !mail.text.contains("Before we meet"))
    }

    @Test("what is cancelled is struck through on a sunk slip without a button, with the sum that goes back")
    func cancelled() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.practice.work()
        let booked = try Self.letter(paid.practice, "mia@example.com", "Your booking")
        #expect(
            booked.html.contains("If you cancel until ") && booked.html.contains(", all of it</p>"), "\(booked.html)")
        #expect(booked.html.contains(">100.00 USD, paid</h2>"))
        #expect(try await paid.client.post("/api/bookings/\(id)/cancel").status == 200)
        try await paid.practice.work()
        let mail = try Self.letter(paid.practice, "mia@example.com", "Cancelled")
        let slip = Self.slip(mail.html, "sunk")
        #expect(slip.contains("<s>Thursday 8 January 2026</s>") && slip.contains("<s>"), "\(mail.html)")
        #expect(!mail.html.contains("class=\"go\"") && !mail.html.contains("Before we meet"))
        #expect(mail.html.contains("You get back 100.00 USD.") && mail.text.contains("You get back: 100.00 USD\n"))
    }

    @Test("where people are given entrances the button leads there, and they are told when it opens")
    func entrance() async throws {
        let practice = try await Practice.open { $0.meetings.joinLinks = .entrance }
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "time_zone": "Europe/Berlin"])
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        let mail = try Self.letter(practice, "jo@example.com", "Your booking")
        let url = try #require(mail.text.firstMatch(of: /To my entrance:\n(https:\/\/practice\.example\/join\/\S+)/)).1
        for text in [mail.text, mail.html] {
            #expect(text.contains("It opens on Tuesday 6 January, 09:45."), "\(text)")
            #expect(text.contains("\(url)#check"))
        }
        #expect(mail.html.contains("href=\"\(url)\"") && mail.html.contains(">To my entrance</a>"))
        let host = try Self.letter(practice, "boss@example.com", "New booking")
        #expect(!host.text.contains("It opens on"))
    }

    @Test("a practice's mails bear its logo, its colours for light and dark, its address and where to ask")
    func practice() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let branding: [String: any Sendable] = [
            "name": "Lindenhof & Söhne", "address": "Lindenweg 1\n00000 Musterstadt", "accent": "#7a1fa2",
            "support_email": "help@lindenhof.example",
        ]
        #expect(try await boss.put("/api/admin/branding", branding).status == 200)
        let sent = try await boss.ask("PUT", "/api/admin/branding/logo", bytes: LogoTests.png, type: "image/png")
        let logo = try sent.object("branding").text("logo_url")
        _ = try await practice.register("jo@example.com", proved: false)
        try await practice.work()
        let mail = try Self.letter(practice, "jo@example.com", "Please confirm")
        #expect(mail.html.contains("<img src=\"https://practice.example\(logo)\" alt=\"Lindenhof &amp; Söhne\""))
        #expect(!mail.html.contains("#095b46") && !mail.html.contains("#7adab7") && !mail.html.contains("#094335"))
        #expect(mail.html.contains("<a href=\"mailto:help@lindenhof.example\""))
        #expect(mail.html.contains("Lindenhof &amp; Söhne · Lindenweg 1 · 00000 Musterstadt<br>"), "\(mail.html)")
        let foot = "\n--\nLindenhof & Söhne, Lindenweg 1 · 00000 Musterstadt\nSent by https://practice.example.\n"
        #expect(mail.text.hasSuffix(foot + "Contact: help@lindenhof.example\n"), "\(mail.text)")
        #expect(try await boss.put("/api/admin/branding", [:]).status == 200)
        practice.letters.forget()
        _ = try await practice.forgotten("jo@example.com")
        let plain = try Self.letter(practice, "jo@example.com", "Choose a new")
        #expect(
            plain.html.contains("#095b46") && plain.html.contains("alt=\"The Practice\""), "the next mail follows it")
    }
}
