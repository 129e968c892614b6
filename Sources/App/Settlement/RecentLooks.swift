import Domain
import Foundation
import Synchronization

/// What the payment company said of a held booking a moment ago, so that a page that asks again and again does not
/// use up how often the company may be asked. In memory only, and for seconds: nobody else is to read a client's
/// secret. A class with a lock, because requests share it.
final class RecentLooks: Sendable {
    /// Nil inside where the company did not answer.
    private struct Look {
        let secret: Secret?
        let at: Date
    }

    private static let rememberedSeconds = 10.0
    /// Beyond this all are forgotten, which costs each one question.
    private static let most = 1_000
    /// How soon the company is asked once more after a client who comes back from it again and again.
    private static let returnSeconds = 3.0
    private let looks = Mutex<[BookingID: Look]>([:])
    private let returns = Mutex<[BookingID: Date]>([:])

    /// Nil where nobody has asked within ten seconds.
    func secret(of booking: BookingID, now: Date) -> Secret?? {
        looks.withLock { looks in
            guard let look = looks[booking], abs(now.timeIntervalSince(look.at)) < Self.rememberedSeconds else {
                return nil
            }
            return .some(look.secret)
        }
    }

    func remember(_ secret: Secret?, of booking: BookingID, now: Date) {
        looks.withLock { looks in
            if looks.count >= Self.most { looks.removeAll() }
            looks[booking] = Look(secret: secret, at: now)
        }
    }

    /// Whether the company may be asked of a booking whose client has come back from it; notes that it is.
    func mayAskAgain(of booking: BookingID, now: Date) -> Bool {
        returns.withLock { returns in
            if let last = returns[booking], abs(now.timeIntervalSince(last)) < Self.returnSeconds { return false }
            if returns.count >= Self.most { returns.removeAll() }
            returns[booking] = now
            return true
        }
    }
}
