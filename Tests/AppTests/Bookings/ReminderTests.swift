import Foundation
import Testing
import Wire

@Suite("Reminders")
struct ReminderTests {
    /// When reminders reached an address.
    private static func times(_ practice: Practice, to address: String = "jo@example.com") -> [String] {
        practice.letters.letters(to: address).filter { $0.subject.hasPrefix("Reminder: ") }
            .map { $0.date.formatted(.iso8601) }
    }

    private static func open(
        _ booking: String
    ) async throws -> (practice: Practice, jo: Asker, id: Int64) {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        return (practice, jo, try await jo.mustBook(jan(booking)))
    }

    @Test("client and host are reminded a day and an hour before, with their own link and without an invitation")
    func standard() async throws {
        let (practice, _, _) = try await Self.open("07T09:00")
        try await practice.live(hours: 60)
        for address in ["jo@example.com", "boss@example.com"] {
            #expect(Self.times(practice, to: address) == [jan("06T09:00"), jan("07T08:00")])
        }
        let toJo = practice.letters.letters(to: "jo@example.com").filter {
            $0.subject.hasPrefix("Reminder: Consultation")
        }
        #expect(
            toJo.count == 2 && toJo.allSatisfy { $0.text.contains("displayName=%22Jo%22\n") && $0.invitation == nil })
        let toHost = practice.letters.letters(to: "boss@example.com").filter { $0.subject.hasPrefix("Reminder: Jo") }
        #expect(toHost.count == 2 && toHost.allSatisfy { $0.text.contains(BookingMailTests.rights) })
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs") == [0])
    }

    @Test("a reminder whose time is past, or is just now, when the booking is made is not made")
    func late() async throws {
        let (practice, jo, first) = try await Self.open("06T10:00")
        func reminders(_ id: Int64) async throws -> [Int64] {
            let start = try await practice.numbers("SELECT scheduled_at FROM bookings WHERE id = \(id)")[0]
            return try await practice.numbers(
                "SELECT due_at FROM jobs WHERE kind = 'remind' AND subject_id = \(id) ORDER BY due_at"
            ).map { start - $0 }
        }
        #expect(try await reminders(first) == [86_400, 3_600])
        practice.clock.move(hours: 3)
        #expect(try await reminders(try await jo.mustBook(jan("06T11:00"))) == [3_600])
        #expect(try await reminders(try await jo.mustBook(jan("05T12:00"))) == [])
        #expect(try await reminders(try await jo.mustBook(jan("06T12:00"))) == [86_400, 3_600])
    }

    @Test("nobody is reminded of a booking that was cancelled or closed, nor once it has begun")
    func untrue() async throws {
        let (practice, jo, id) = try await Self.open("07T09:00")
        let begun = try await jo.mustBook(jan("07T10:00"))
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        practice.clock.move(hours: 50)
        try await practice.work()
        #expect(Self.times(practice) == [], "\(begun) began at this moment")
        #expect(Self.times(practice, to: "boss@example.com") == [])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs") == [0])
    }

    @Test("a moved booking is reminded of at its new time alone, also after there and back")
    func moved() async throws {
        let (practice, jo, id) = try await Self.open("07T09:00")
        #expect(try await jo.move(id, to: jan("08T15:00")).status == 200)
        try await practice.live(hours: 26)
        #expect(Self.times(practice) == [])
        #expect(try await jo.move(id, to: jan("09T12:00")).status == 200)
        #expect(try await jo.move(id, to: jan("08T15:00")).status == 200)
        try await practice.live(hours: 24 * 4)
        #expect(Self.times(practice) == [jan("07T15:00"), jan("08T14:00")])
        #expect(Self.times(practice, to: "boss@example.com") == [jan("07T15:00"), jan("08T14:00")])
    }

    @Test("after a downtime only the latest due reminder goes out")
    func downtime() async throws {
        let (practice, _, _) = try await Self.open("07T09:00")
        try await practice.work()
        practice.clock.move(hours: 48.5)
        try await practice.work()
        #expect(Self.times(practice) == [jan("07T08:30")])
        #expect(Self.times(practice, to: "boss@example.com") == [jan("07T08:30")])
        try await practice.live(hours: 3)
        #expect(Self.times(practice).count == 1)
    }

    @Test("while the mail server is away reminders do not pile up: the latest goes out, or none after the start")
    func serverAway() async throws {
        let (practice, jo, _) = try await Self.open("07T09:00")
        try await practice.live(hours: 24)
        _ = try await jo.mustBook(jan("07T10:00"))
        try await practice.work()
        practice.letters.fail(SMTPError.passing(code: nil, text: "away"))
        // 08:00 on Wednesday: both reminders of the first booking wait, and one of the second.
        try await practice.live(hours: 24)
        #expect(Self.times(practice) == [])
        practice.letters.fail(nil)
        try await practice.live(hours: 0.25)
        let nine = practice.letters.letters(to: "jo@example.com").filter { $0.subject.hasPrefix("Reminder") }
        #expect(nine.count { $0.text.contains("09:00–10:00") } == 1)
        practice.letters.fail(SMTPError.passing(code: nil, text: "away"))
        try await practice.live(hours: 2)
        practice.letters.fail(nil)
        try await practice.live(hours: 12)
        let all = practice.letters.letters(to: "jo@example.com").filter { $0.subject.hasPrefix("Reminder") }
        #expect(all.count { $0.text.contains("09:00–10:00") } == 1)
        #expect(all.allSatisfy { $0.date.formatted(.iso8601) < jan("07T10:00") })
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE state = 'due'") == [0])
    }

    @Test("the practice chooses its own reminders, or none", arguments: [[], [1_800], [172_800, 7_200, 600]])
    func settings(seconds: [Int]) async throws {
        let practice = try await Practice.openForLong { $0.reminderSeconds = seconds }
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("08T09:00"))
        let start = Practice.monday.addingTimeInterval(73 * 3_600)
        for second in seconds {
            practice.clock.move(
                seconds: start.addingTimeInterval(-Double(second)).timeIntervalSince(practice.clock.now) - 1)
            let before = Self.times(practice).count
            try await practice.work()
            #expect(Self.times(practice).count == before)
            practice.clock.move(seconds: 1)
            try await practice.work()
            #expect(Self.times(practice).count == before + 1)
        }
        practice.clock.move(hours: 100)
        try await practice.work()
        #expect(Self.times(practice).count == seconds.count)
    }
}
