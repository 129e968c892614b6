import Foundation
import Testing

@Suite("No double booking")
struct DoubleBookingTests {
    /// One kind of service on the first host's calendar, in minutes.
    private struct Kind: Sendable {
        let id: Int64
        let duration: Int
        let step: Int
        let before: Int
        let after: Int
    }

    private struct Wish: Sendable {
        let kind: Kind
        /// Minutes after 09:00.
        let minute: Int

        /// Hours are 09:00–17:00.
        var isOffered: Bool { minute % kind.step == 0 && minute + kind.duration <= 480 }
        var start: String { Wish.text(minute) }
        var owned: Range<Int> { (minute - kind.before)..<(minute + kind.duration + kind.after) }

        static func text(_ minute: Int) -> String {
            let clock = 540 + minute
            return jan("06T" + String(format: "%02d:%02d", clock / 60, clock % 60))
        }
    }

    private static func kinds(_ boss: Asker) async throws -> [Kind] {
        var kinds: [Kind] = []
        for (duration, step, before, after) in [(60, 15, 0, 0), (25, 5, 10, 15), (90, 30, 0, 30), (5, 10, 5, 0)] {
            let id = try await boss.addService(
                "For \(duration)", duration, ["slot_step": step, "buffer_before": before, "buffer_after": after])
            kinds.append(Kind(id: id, duration: duration, step: step, before: before, after: after))
        }
        return kinds
    }

    @Test(
        "240 requests at once for overlapping starts leave no overlap, and each answer is true",
        arguments: [11, 12, 13, 14] as [UInt64])
    func race(seed: UInt64) async throws {
        let practice = try await Practice.open()
        let kinds = try await Self.kinds(try await practice.boss())
        let clients = [try await practice.register("a@example.com"), try await practice.register("b@example.com")]
        var dice = Dice(seed: seed)
        let wishes = (0..<240).map { _ in
            Wish(kind: kinds.randomElement(using: &dice)!, minute: 5 * Int.random(in: 0..<96, using: &dice))
        }
        let asked = wishes.enumerated().map { ($0.offset, $0.element) }
        let answers = try await atOnce(asked) { index, wish in
            try await clients[index % 2].book(wish.start, service: wish.kind.id)
        }

        try await practice.expectSoundCalendar()
        let booked = zip(wishes, answers).filter { $0.1.status == 201 }.map(\.0)
        for (wish, answer) in zip(wishes, answers) {
            switch answer.status {
            case 201: #expect(wish.isOffered)
            case 409:
                #expect(wish.isOffered && answer.code == "slot_taken", "\(answer)")
                #expect(booked.contains { $0.owned.overlaps(wish.owned) }, "nothing was in the way of \(wish)")
            default: #expect(!wish.isOffered && answer.code == "slot_unavailable", "\(wish): \(answer)")
            }
        }
        let stored = try await practice.stretches()
        let answered = try answers.filter { $0.status == 201 }.map { try $0.object("booking").int("id") }
        #expect(stored.map(\.id) == answered.sorted())
        #expect(stored.allSatisfy { $0.status == "scheduled" })
        #expect(booked.count > 3 && answers.contains { $0.status == 409 })
    }

    @Test("of 50 requests at once for the same start one gets it")
    func sameStart() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let answers = try await atOnce(Array(0..<50)) { _ in try await jo.book(jan("06T09:00")) }
        #expect(answers.count { $0.status == 201 } == 1)
        #expect(answers.count { $0.status == 409 && $0.code == "slot_taken" } == 49)
        try await practice.expectSoundCalendar()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation'") == [2])
    }

    @Test("moves, bookings and cancellations at once leave a sound calendar", arguments: [21, 22] as [UInt64])
    func moves(seed: UInt64) async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let kinds = try await Self.kinds(boss)
        var dice = Dice(seed: seed)
        var ids: [Int64] = []
        for hour in 0..<8 { ids.append(try await jo.mustBook(Wish.text(60 * hour), service: kinds[0].id)) }
        enum Deed: Sendable { case move(Int64, String), book(Int64, String), cancel(Int64) }
        let deeds = (0..<150).map { index -> Deed in
            let start = Wish.text(15 * Int.random(in: 0..<29, using: &dice))
            if index % 15 == 0 { return .cancel(ids.randomElement(using: &dice)!) }
            if index % 3 == 0 { return .book(kinds[index % 2].id, start) }
            return .move(ids.randomElement(using: &dice)!, start)
        }
        let answers = try await atOnce(deeds) { deed in
            switch deed {
            case .move(let id, let start): try await jo.move(id, to: start)
            case .book(let service, let start): try await jo.book(start, service: service)
            case .cancel(let id): try await jo.post("/api/bookings/\(id)/cancel")
            }
        }
        try await practice.expectSoundCalendar()
        let strange = answers.filter { answer in
            ![200, 201].contains(answer.status)
                && !["slot_taken", "slot_unavailable", "illegal_move"].contains(answer.code)
        }
        #expect(strange.isEmpty, "\(strange)")
        for (deed, answer) in zip(deeds, answers) {
            guard case .cancel(let id) = deed, answer.status == 200 else { continue }
            #expect(try await practice.stretches().first { $0.id == id }?.status == "cancelled")
        }
        #expect(
            zip(deeds, answers).contains { deed, answer in
                if case .move = deed { answer.status == 200 } else { false }
            })
    }

    @Test("of 20 cancellations at once one counts, and each person is told once")
    func cancelTwins() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        let answers = try await atOnce(Array(0..<20)) { _ in try await jo.post("/api/bookings/\(id)/cancel") }
        #expect(answers.count { $0.status == 200 } == 1)
        #expect(answers.count { $0.code == "illegal_move" } == 19)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'cancellation'") == [2])
    }
}
