/// The number of a row, of one kind of thing alone: the id of a user is no id of a booking.
package struct ID<Subject>: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}

extension ID: LosslessStringConvertible {
    /// Reads what `description` writes.
    package init?(_ text: some StringProtocol) {
        guard let number = Int64(text) else { return nil }
        rawValue = number
    }

    package var description: String { String(rawValue) }
}

/// Of things that are described above Domain, as much as their ids need: a name.
package enum Subject {
    package enum Booking {}
    package enum Service {}
    package enum Session {}
    package enum Refund {}
    package enum Mail {}
    package enum Webhook {}
    package enum WebhookDelivery {}
    package enum Participant {}
    package enum SignInCode {}
    package enum Job {}
    package enum APIKey {}
    package enum CalendarLink {}
}

package typealias UserID = ID<User>
package typealias BookingID = ID<Subject.Booking>
package typealias ServiceID = ID<Subject.Service>
package typealias SessionID = ID<Subject.Session>
package typealias RefundID = ID<Subject.Refund>
package typealias MailID = ID<Subject.Mail>
package typealias JobID = ID<Subject.Job>
package typealias WebhookID = ID<Subject.Webhook>
package typealias WebhookDeliveryID = ID<Subject.WebhookDelivery>
package typealias ParticipantID = ID<Subject.Participant>
package typealias SignInCodeID = ID<Subject.SignInCode>
package typealias APIKeyID = ID<Subject.APIKey>
package typealias CalendarLinkID = ID<Subject.CalendarLink>
