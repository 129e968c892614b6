import App
import Foundation
import Testing

@Suite("Nobody fills a calendar")
struct CalendarShareTests {
    private static func open(_ person: Int, _ address: Int) async throws -> (Practice, boss: Asker) {
        let practice = try await Practice.openForLong { settings in
            settings.bookingsPerPerson = person
            settings.bookingsPerAddress = address
        }
        return (practice, try await practice.boss())
    }

    private static func start(_ index: Int, day: Int = 6) -> String {
        jan(String(format: "%02dT%02d:%02d", day, 9 + index / 12, index % 12 * 5))
    }

    @Test("a person has so many coming bookings, also where all are asked for at once; past ones leave room")
    func perPerson() async throws {
        let (practice, boss) = try await Self.open(5, 1_000)
        let short = try await boss.addService("Short", 5)
        let jo = try await practice.register("jo@example.com")
        let answers = try await atOnce(Array(0..<12)) { try await jo.book(Self.start($0), service: short) }
        #expect(answers.count { $0.status == 201 } == 5)
        let refused = answers.filter { $0.status != 201 }
        #expect(refused.allSatisfy { $0.status == 409 && $0.code == "too_many_bookings" }, "\(refused[0])")
        #expect(refused[0].text.contains("5 coming bookings"))
        practice.clock.move(hours: 48)
        _ = try await jo.mustBook(Self.start(0, day: 8), service: short)
    }

    @Test("a service with a number of its own counts by itself")
    func ofService() async throws {
        let (practice, boss) = try await Self.open(2, 1_000)
        let own = try await boss.addService("Course", 5, ["bookings_per_person": 4])
        let jo = try await practice.register("jo@example.com")
        for index in 0..<4 { _ = try await jo.mustBook(Self.start(index), service: own) }
        #expect(try await jo.book(Self.start(4), service: own).code == "too_many_bookings")
        for hour in [10, 11] { _ = try await jo.mustBook(jan("06T\(hour):00")) }
        #expect(try await jo.book(jan("06T12:00")).code == "too_many_bookings")
        let path = "/api/admin/services/\(own)"
        let none: [String: any Sendable] = ["bookings_per_person": NSNull()]
        #expect(try await boss.patch(path, none).object("service").isNull("bookings_per_person"))
        #expect(try await jo.book(Self.start(4), service: own).code == "too_many_bookings")
        for wrong in [0, 10_001] {
            let answer = try await boss.patch(path, ["bookings_per_address": wrong])
            #expect(answer.complainedFields == ["bookings_per_address"])
        }
    }

    @Test("from one address so many are made a day, whoever makes them; hosts and admins are free")
    func perAddress() async throws {
        let (practice, boss) = try await Self.open(100, 6)
        let short = try await boss.addService("Short", 5)
        let own = try await boss.addService("Own", 5, ["bookings_per_address": 1])
        let clients = try await [1, 2, 3].asyncMap { try await practice.register("client\($0)@example.com") }
        for index in 0..<6 { _ = try await clients[index % 3].mustBook(Self.start(index), service: short) }
        let refused = try await clients[0].book(Self.start(6), service: short)
        #expect(refused.status == 429 && refused.code == "too_many_requests")
        #expect(refused.header("Retry-After") == "86400")
        _ = try await clients[0].mustBook(Self.start(12), service: own)
        #expect(try await clients[1].book(Self.start(13), service: own).status == 429)
        _ = try await boss.mustBook(Self.start(6), service: short)
        practice.clock.move(hours: 24)
        _ = try await clients[0].mustBook(Self.start(7, day: 7), service: short)
    }

    @Test("a /64 of IPv6 counts as one address, and an IPv4 address however it is written")
    func ranges() async throws {
        let (practice, boss) = try await Self.open(100, 2)
        let short = try await boss.addService("Short", 5)
        let jo = try await practice.register("jo@example.com")
        let tries = [
            ("2001:db8:1:2::1", 201), ("2001:db8:1:2:ffff::9", 201), ("2001:db8:1:2:0:1::", 429),
            ("2001:db8:1:3::1", 201), ("203.0.113.7", 201), ("::ffff:203.0.113.7", 201), ("203.0.113.7", 429),
            ("203.0.113.8", 201),
        ]
        for (index, (address, status)) in tries.enumerated() {
            let answer = try await jo.from(address).book(Self.start(index), service: short)
            #expect(answer.status == status, "\(address): \(answer)")
        }
    }

    @Test("six accounts from one place leave the calendar to others")
    func attack() async throws {
        let practice = try await Practice.open { settings in
            let standard = try Settings()
            settings.bookingsPerPerson = standard.bookingsPerPerson
            settings.bookingsPerAddress = standard.bookingsPerAddress
        }
        let slots = try await practice.visitor.slots("2026-01-06", "2026-03-05")
        var free = slots[...]
        for number in 1...6 {
            let eve = try await practice.register("eve\(number)@example.com", proved: number > 3)
            while let slot = free.first, try await eve.book(slot).status == 201 { free.removeFirst() }
        }
        #expect(slots.count > 300 && slots.count - free.count == 3 * 2 + 2 * 20 + 14)
    }
}
