import Domain
import Foundation
import Storage

extension OutsideCalendars {
    /// Nobody who books looks again at what was looked at so short a time ago, in seconds.
    private static let freshSeconds = 60.0

    /// Looks at the calendars of the host of a service, before time is taken there: for two seconds at most, as the
    /// sender's bound says. What cannot be learned in this time leaves what was known before.
    func look(beforeBooking service: ServiceID) async {
        await lookAt { tx in try tx.calendarsToLookAt(forService: service, since: Self.stale(tx)) }
    }

    /// The same for a host whom a question tells; where it fails, whoever takes the time fails too.
    func look(beforeTakingTimeOf host: @escaping @Sendable (any Transaction) throws -> UserID?) async {
        await lookAt { tx in
            try host(tx).map { try tx.calendarsToLookAt(of: $0, since: Self.stale(tx)) } ?? []
        }
    }

    private static func stale(_ tx: any Transaction) -> Date { tx.now.addingTimeInterval(-freshSeconds) }

    private func lookAt(_ which: @escaping @Sendable (any Transaction) throws -> [CalendarLinkID]) async {
        let due = try? await database.read { try which($0) }  // try? is fine: who takes the time asks it too
        await withDiscardingTaskGroup { group in
            for id in due ?? [] {
                group.addTask {
                    await looks.look(at: id) {
                        try? await hurriedLook(at: id)  // try? is fine: what was known before decides
                    }
                }
            }
        }
    }

    /// Throws what is wrong with the database alone.
    private func hurriedLook(at id: CalendarLinkID) async throws {
        guard let due = try await load(id) else { return }
        let found = try await find(due, isHurried: true)
        try await database.write { tx in
            // What a patient look will find out is no failure of this one.
            if case .trouble = found { return try tx.noteLook(id) }
            _ = try note(found, of: due, in: tx)
        }
    }
}
