import Foundation
import Testing

@Suite("Hand-over of bookings that are held")
struct HeldHandOverTests {
    @Test("a hold goes to the other host, who is told when it is paid, and whose time is free again where it is not")
    func held() async throws {
        let paid = try await PaidPractice.open()
        let practice = paid.practice
        let eve = try await practice.register("eve@example.com", ["first_name": "Eve"])
        try #require(try await paid.boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let (one, two) = (try await paid.hold(), try await paid.hold(jan("08T12:00")))
        let answer = try await HandOverTests.handOver(paid.boss, from: practice.bossID, to: eve.userID)
        #expect(answer.status == 200 && answer.text.contains(#""booking_ids":[\#(one.id),\#(two.id)]"#), "\(answer)")
        for id in [one.id, two.id] {
            #expect(try await practice.numbers("SELECT id FROM mails WHERE booking_id = \(id)") == [])
        }
        try await practice.expectSoundCalendar()

        try paid.stripe.pay(one.secret)
        try await paid.tell()
        #expect(try await paid.status(one.id) == "scheduled succeeded")
        let hosts = try await practice.numbers(
            "SELECT user_id FROM mails WHERE booking_id = \(one.id) AND role = 'host'")
        #expect(hosts == [eve.userID])
        try await paid.moveOn(to: jan("05T08:15"))
        #expect(try await paid.status(two.id) == "expired canceled")
        #expect(try await practice.numbers("SELECT owner_id FROM stretches") == [one.id])
        #expect(try await practice.numbers("SELECT DISTINCT host_id FROM taken_cells") == [eve.userID])
        try await practice.expectSoundCalendar()
    }
}
