import App
import Foundation
import Testing

@Suite("Holds against calendars that are just being read")
struct CalendarRaceTests {
    @Test(
        "whoever came first counts: a booking stands from before, or is refused, and none after the calendar was read",
        arguments: [31, 32, 33] as [UInt64])
    func race(seed: UInt64) async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        var dice = Dice(seed: seed)
        let starts = (9...16).map { jan("06T" + String(format: "%02d:00", $0)) }
        let taken = starts.filter { _ in Bool.random(using: &dice) }
        let events = taken.map { start in
            KeptFeeds.event(start, start.replacing(":00:00Z", with: ":30:00Z"), uid: start)
        }
        linked.practice.feeds.serve(KeptFeeds.calendar(events))
        let path = "/api/host/calendars/\(linked.calendar)/check"
        let other = try await linked.practice.anotherServer()
        let elsewhere = Asker(app: other, token: linked.boss.token)
        let looks = [(linked.boss, String?.none), (elsewhere, nil)]
        let books = starts.shuffled(using: &dice).map { (linked.jo, String?.some($0)) }
        // The host looks by two servers while clients book.
        let answers = try await atOnce(looks + books) { asker, start in
            guard let start else { return try await asker.post(path) }
            return try await asker.book(start)
        }
        #expect(answers.prefix(2).allSatisfy { $0.status == 200 }, "\(answers)")
        for answer in answers.dropFirst(2) {
            #expect(answer.status == 201 || answer.code == "slot_unavailable", "\(answer)")
        }
        let busy = try await linked.stretches()
        #expect(busy == taken.map { Practice.cell($0) })
        try await linked.practice.expectSoundCalendar()
        // What came first stands where the calendar is busy by now, and is marked.
        for booking in try await linked.boss.get("/api/host/bookings").array("bookings") {
            let start = try booking.text("scheduled_at")
            #expect(booking.isNull("clash") != taken.contains(start), "\(start)")
        }
        // From now on nobody books what is busy.
        for start in taken {
            let late = try await linked.jo.book(start)
            #expect(["slot_unavailable", "slot_taken"].contains(late.code), "\(late)")
        }
        for start in starts where !taken.contains(start) {
            #expect(try await linked.jo.book(start).code == "slot_taken", "a free time was booked at once")
        }
    }

    @Test("of two looks that bring different things at once the calendar is one of the two, wholly")
    func twoLooks() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let counter = KeptFeeds.Counter()
        let one = KeptFeeds.busy(jan("06T09:00"), jan("06T10:00"))
        let other = KeptFeeds.busy(jan("06T15:00"), jan("06T16:00"))
        linked.practice.feeds.answer { _, _ in
            .init(status: 200, headers: [:], body: Array((counter.next() % 2 == 0 ? one : other).utf8))
        }
        let path = "/api/host/calendars/\(linked.calendar)/check"
        let answers = try await atOnce(Array(0..<8)) { _ in try await linked.boss.post(path) }
        #expect(answers.allSatisfy { $0.status == 200 })
        let busy = try await linked.stretches()
        #expect(busy == [Practice.cell(jan("06T09:00"))] || busy == [Practice.cell(jan("06T15:00"))], "\(busy)")
    }
}
