import Domain
import Foundation
import Storage

/// A mail that is to be sent or was sent: whom it concerns and how far it got, never its text, which is rendered anew
/// each time because it carries links that must not be stored.
package struct Mail: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, Storable {
        case confirmation, reminder, cancellation, rescheduling
        case paymentReceipt = "payment_receipt"
        case paymentRefunded = "payment_refunded"
        /// The money did not come in time: it goes back, and other times are offered.
        case slotLost = "slot_lost"
        /// The money of a booking wants to be looked at by a person; without a booking, somebody wants to give the
        /// account another address.
        case notice
        case verifyEmail = "verify_email"
        case resetPassword = "reset_password"
        /// Nobody has opened the meeting, and somebody waits for it.
        case somebodyWaits = "somebody_waits"
        /// The host is late.
        case runningLate = "running_late"
        /// The link to a meeting was taken back, and this is the one in its place.
        case newLink = "new_link"
        /// Somebody is invited to a meeting.
        case invitation
        /// Six digits by which somebody signs in.
        case signInCode = "sign_in_code"
        /// A calendar elsewhere has something over a booking.
        case calendarClash = "calendar_clash"
        /// A calendar elsewhere cannot be read.
        case calendarTrouble = "calendar_trouble"
    }

    /// What goes before what: whoever waits for a new password waits at a screen, and a reminder has hours.
    package enum Queue: Int64 { case account = 0, news, reminders }

    /// In which role the person gets it: the host's form carries notes and a moderator's link.
    package enum Role: String, Sendable, CaseIterable, Storable { case client, host, account, participant }

    package enum State: String, Sendable, CaseIterable, Storable { case due, sent, parked, dropped }

    package let id: MailID
    package let kind: Kind
    package let role: Role
    package let bookingID: BookingID?
    /// Nil where it goes to somebody who was invited, or who signs in by a code and may have no account yet.
    package let userID: UserID?
    /// The start that the mail speaks of; a booking that has moved since makes a reminder untrue.
    package let scheduledAt: Date?
    /// The booking's sequence when the mail was written, for the calendar invitation.
    package let sequence: Int64
    package let messageID: String
    package let state: State
    package let attempts: Int64
    package let error: String?
    package let createdAt: Date
    package let sendAt: Date
    package let sentAt: Date?
    /// Where it goes, if not to the address that the person has when it is sent.
    package let address: String?
    /// What somebody else said of the cause, such as the payment company: a few words, never a secret or a link.
    package let note: String?
    /// The webhook that it is about; nil for most.
    package let webhookID: WebhookID?
    /// The host who gave the booking to another: the mail is about that. Nil for most.
    package let previousHostID: UserID?
    /// Who was invited to a meeting, and gets it; nil for most.
    package let participantID: ParticipantID?
    /// The code that it brings, which says where it goes; nil for most.
    package let codeID: SignInCodeID?
    /// The calendar elsewhere that it is about; nil for most.
    package let calendarID: CalendarLinkID?
    /// Whether the client has withdrawn from the contract, and it tells of that.
    package let isAboutWithdrawal: Bool
}

extension Mail.Kind {
    package var queue: Mail.Queue {
        switch self {
        case .verifyEmail, .resetPassword, .signInCode: .account
        // Somebody sits in front of a page here too.
        case .somebodyWaits, .runningLate, .newLink: .account
        case .reminder: .reminders
        case .confirmation, .cancellation, .rescheduling, .paymentReceipt, .paymentRefunded, .slotLost, .notice: .news
        case .invitation, .calendarClash, .calendarTrouble: .news
        }
    }
}
