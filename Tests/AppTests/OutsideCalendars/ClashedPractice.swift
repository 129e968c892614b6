import App
import Foundation
import Testing

/// A booking of jo's with a host whose calendar elsewhere is still empty.
struct ClashedPractice {
    /// Over the booking at noon.
    static let over = KeptFeeds.busy(jan("06T12:30"), jan("06T13:05"))
    static let noon = jan("06T12:00")

    let linked: LinkedPractice
    let id: Int64

    static func open(
        _ start: String = noon, _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> ClashedPractice {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]), ["name": "Family"], change)
        return ClashedPractice(linked: linked, id: try await linked.jo.mustBook(start))
    }

    var practice: Practice { linked.practice }
    var boss: Asker { linked.boss }

    /// The calendar has this from now on, and is read.
    func turns(_ text: String) async throws {
        practice.feeds.serve(text)
        try await linked.poll()
    }

    /// The booking as an admin sees it.
    func booking() async throws -> Fields { try await boss.get("/api/admin/bookings/\(id)").object("booking") }

    func isClashing() async throws -> Bool { try await !booking().isNull("clash") }

    /// How often somebody was mailed about it.
    func told(_ address: String = "boss@example.com") -> Int {
        practice.letters.letters(to: address).count { $0.subject.hasPrefix("Busy elsewhere during a booking") }
    }
}
