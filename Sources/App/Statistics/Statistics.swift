import Domain
import Foundation
import Storage

/// How a practice is doing: bookings and money by days, weeks, services and hosts.
///
/// What is asked for is answered from sums that are kept by day, host and service (`Statistics+Count`). Everything is
/// counted on the day of its consultation, as the practice's zone has it, so that bookings and what was paid for them
/// stand side by side.
package struct Statistics: Sendable {
    let database: any Database
    /// The name of the practice's zone, whose days are counted.
    let practiceZone: @Sendable (any Transaction) throws -> String

    /// In the practice's zone.
    func today() async throws -> LocalDate {
        try await database.read { [practiceZone] tx in try Zone.stored(try practiceZone(tx)).local(tx.now).date }
    }
}
