import Foundation
import Testing

@Suite("Receipts")
struct ReceiptTests {
    @Test("each payment has the next number, without a gap, also where many are settled at once")
    func numbers() async throws {
        let paid = try await PaidPractice.open { $0.rateLimits = false }
        var held: [(id: Int64, secret: String)] = []
        for hour in 9...16 { held.append(try await paid.hold(jan("08T\(hour < 10 ? "0" : "")\(hour):00"))) }
        // One is never paid, and takes no number.
        for one in held.dropLast() { try paid.stripe.pay(one.secret) }
        try await paid.tell()
        let numbers = try await paid.practice.numbers("SELECT number FROM receipts ORDER BY number")
        #expect(numbers == Array(1...7))
        #expect(try await paid.practice.numbers("SELECT COUNT(DISTINCT booking_id) FROM receipts") == [7])
    }

    @Test("it shows who, what, when, what came in and what went back")
    func page() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 30]).status == 200)
        try await paid.practice.work()
        let page = try await paid.client.get("/api/bookings/\(id)/receipt")
        #expect(page.status == 200 && page.header("Content-Type") == "text/html; charset=utf-8")
        #expect(page.header("Cache-Control") == "no-store")
        for text in [
            "Receipt R-000001", "The Practice, hello@practice.example", "mia@example.com", "Advice",
            "Thursday, 8 January 2026", "100.00 USD", "-30.00 USD", "70.00 USD",
        ] { #expect(page.text.contains(text), "\(text)") }
    }

    @Test("the link in the mail opens it without a sign-in, and no other link does")
    func link() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let mail = try #require(paid.practice.letters.letters(to: "mia@example.com").last)
        let link = try #require(mail.text.firstMatch(of: /https:\/\/practice\.example(\/receipts\/\S+)/)).1
        let visitor = paid.practice.visitor
        let page = try await visitor.get(String(link))
        #expect(page.status == 200 && page.text.contains("R-000001"))
        let code = try #require(link.split(separator: ".").last)
        #expect(link == "/receipts/\(id).\(code)")
        for wrong in [
            "/receipts/\(id).", "/receipts/\(id)", String(link.dropLast()), "/receipts/99.\(code)",
        ] {
            let refused = try await visitor.get(wrong)
            #expect(refused.status == 404, "\(wrong)")
            // One part of the path more or less is no link at all.
            if wrong.hasPrefix("/receipts/") {
                #expect(refused.header("Content-Type") == "text/html; charset=utf-8" && refused.code == nil)
                #expect(refused.header("Cache-Control") == "no-store")
            }
        }
        // After a restored backup the id belongs to another booking, with another room.
        try await paid.practice.run("UPDATE meetings SET room = 'another' WHERE booking_id = \(id)")
        #expect(try await visitor.get(String(link)).status == 404)
    }

    @Test("there is none before the money, and none for strangers")
    func absent() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        #expect(try await paid.client.get("/api/bookings/\(held.id)/receipt").status == 404)
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        let stranger = try await paid.practice.register("eve@example.com")
        #expect(try await stranger.get("/api/bookings/\(held.id)/receipt").status == 404)
        #expect(try await paid.boss.get("/api/bookings/\(held.id)/receipt").status == 200)
    }
}
