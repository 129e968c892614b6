import Domain
import Foundation
import Logging
import Storage

/// Where money meets bookings: what is paid makes them firm, and what is owed goes back.
package struct Settlement: Sendable {
    package var bookings: Bookings
    /// Nil where the practice does not charge online.
    var payments: Payments?
    let logger: Logger
    let looks = RecentLooks()

    var database: any Database { bookings.database }
    var now: @Sendable () -> Date { bookings.now }
    var random: @Sendable (Int) -> [UInt8] { bookings.random }
    var links: Links { bookings.links }

    /// The same with another way to the payment company, as jobs have one of their own.
    func paying(by payments: Payments?) -> Settlement {
        var own = self
        own.payments = payments
        return own
    }

    /// Looks at a payment, and brings its booking in line with what is seen; nil where there is none to be seen.
    func see(_ intentID: String, by payments: Payments) async throws -> PaymentPicture? {
        let seen = try await payment(intentID)
        guard case .seen(let picture) = try await payments.look(intentID) else { return nil }
        try await database.write { tx in _ = try settle(picture, seen: seen, in: tx) }
        return picture
    }

    /// Throws `noRow` for one that is not ours.
    func payment(_ intentID: String) async throws -> Payment {
        guard let payment = try await database.read({ try $0.payment(intentID) }) else { throw StorageError.noRow }
        return payment
    }
}
