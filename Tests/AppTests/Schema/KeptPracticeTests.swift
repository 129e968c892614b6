import App
import Foundation
import Storage
import Testing

/// The release of 27 November 2026 before calendars, meetings and links had tables and keys of their own.
@Suite("A practice of the release before")
struct KeptPracticeTests {
    private static let name = "2026-11-27"
    /// 22:00 UTC on that day, a few minutes after it was written.
    private static let later = Date(timeIntervalSince1970: 1_795_816_800)

    private static func open() async throws -> KeptPractice { try await KeptPractice.open(name, at: later) }

    /// The objects of the list `bookings` in an answer, as they are written, each without its closing brace.
    private static func bookings(_ answer: String) throws -> [String] {
        let list = try #require(answer.firstMatch(of: /"bookings":\[(.*)\]/)).1
        return list.components(separatedBy: "},{\"id\":").enumerated().map { number, text in
            (number == 0 ? "" : "{\"id\":") + (text.hasSuffix("}") ? String(text.dropLast()) : text)
        }
    }

    /// The booking that begins then.
    private static func booking(_ asker: Asker, at start: String) async throws -> Fields {
        let all = try await asker.get("/api/admin/bookings?limit=50").array("bookings")
        return try #require(try all.first { try $0.text("scheduled_at") == start })
    }

    @Test("it has bookings in every state, and each is answered as that release did, byte for byte")
    func answers() async throws {
        let kept = try await Self.open()
        defer { withExtendedLifetime(kept) {} }
        #expect(kept.applied == Schema.migrations.map(\.name).drop { $0 != "027 stretches" }.map(\.self))
        let boss = try await kept.practice.boss()
        let list = try await boss.get("/api/admin/bookings?limit=50&sort=scheduled_at")
        let states = try Set(list.array("bookings").map { try $0.text("status") })
        #expect(states == ["pending", "scheduled", "completed", "no_show", "cancelled", "expired"])
        let mia = try await kept.practice.signIn("mia@example.com")
        let own = try await mia.get("/api/bookings?limit=50&sort=scheduled_at")
        for (answer, file) in [(list, "admin"), (own, "client")] {
            let before = try Self.bookings(try KeptPractice.text("\(Self.name).\(file).json"))
            let now = try Self.bookings(answer.text)
            #expect(before.count == now.count && before.count > 7, "\(file)")
            // Members that came since stand after those that were there.
            for (old, new) in zip(before, now) { #expect(new.hasPrefix(old), "\(old)\nbecame\n\(new)") }
        }
        let doctor = await Doctor(settings: kept.practice.app.settings).findings()
        #expect(doctor.filter { $0.subject == "DATABASE_URL" }.map(\.grade) == [.ok], "\(doctor)")
    }

    @Test("links that it had sent work on: into a meeting, to a receipt, and to prove an address")
    func links() async throws {
        let kept = try await Self.open()
        defer { withExtendedLifetime(kept) {} }
        let practice = kept.practice
        // As they stand in the mails of that release.
        let receipt = "/receipts/6.ZhcGAKQ8B6FOUtNTPCGt2gGlihe5g7LriYH8Qi5o6vE"
        #expect(try await practice.visitor.get(receipt).status == 200)
        #expect(try await practice.visitor.get(receipt + "x").status == 404)
        let boss = try await practice.boss()
        let waiting = try await Self.booking(boss, at: "2026-12-15T10:00:00Z")
        #expect(try waiting.text("status") == "pending")
        let proof = "3.1796075243.poCLwG9zGrXqmY999jUDeIUmWFWunYSKm_nWdoMifls"
        #expect(try await practice.visitor.post("/api/auth/verify-email", ["token": proof]).status == 204)
        let firm = try await Self.booking(boss, at: "2026-12-15T10:00:00Z")
        #expect(try firm.text("status") == "scheduled")
        let jo = try await practice.signIn("jo@example.com")
        let link = try await jo.get("/api/meetings/\(firm.int("id"))/link").text("meeting_url")
        #expect(try link.hasPrefix("\(firm.text("jitsi_room_url"))#userInfo.displayName=%22Jo%22"))
        try await practice.work()
        #expect(practice.letters.letters(to: "jo@example.com").contains { $0.text.contains(link) })
    }

    @Test("its bookings are moved, cancelled and refunded, and its time is taken")
    func changes() async throws {
        let kept = try await Self.open()
        defer { withExtendedLifetime(kept) {} }
        let practice = kept.practice
        let boss = try await practice.boss()
        let mia = try await practice.signIn("mia@example.com")
        func id(_ start: String) async throws -> Int64 { try await Self.booking(boss, at: start).int("id") }
        let first = try await Self.booking(boss, at: "2026-12-07T10:00:00Z")
        let service = try first.int("service_id")
        #expect(try await mia.book("2026-12-08T13:00:00Z", service: service).code == "slot_taken")
        let moved = try await mia.move(try first.int("id"), to: "2026-12-07T15:00:00Z")
        #expect(try moved.object("booking").text("jitsi_room_url") == first.text("jitsi_room_url"), "\(moved)")
        #expect(try await mia.book("2026-12-07T10:00:00Z", service: service).status == 201)
        let cancelled = try await mia.post("/api/bookings/\(try await id("2026-12-08T13:00:00Z"))/cancel")
        #expect(try cancelled.object("booking").text("status") == "cancelled")
        #expect(try await mia.book("2026-12-08T13:00:00Z", service: service).status == 201)
        let paid = try await id("2026-12-10T10:00:00Z")
        let refunded = try await boss.post("/api/admin/bookings/\(paid)/mark-refunded", ["amount": 30])
        #expect(try refunded.object("booking").text("payment_status") == "partially_refunded", "\(refunded)")
        #expect(try await boss.get("/api/admin/bookings/\(paid)/payments").text("receipt") == "R-000001")
        try await practice.work()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE state = 'parked'") == [0])
        try await practice.expectSoundCalendar()
        #expect(
            try await practice.numbers(
                "SELECT COUNT(*) FROM bookings WHERE id NOT IN (SELECT booking_id FROM meetings)") == [0])
    }
}
