import Foundation

/// One mail to one person, before it is written as MIME.
package struct Letter: Sendable {
    package var from: Mailbox
    package var to: Mailbox
    package var replyTo: Mailbox?
    package var subject: String
    /// With its angle brackets, `<…@…>`; the same for every repetition of the same mail.
    package var messageID: String
    /// Whole seconds are sent.
    package var date: Date
    package var text: String
    package var html: String
    /// A calendar object (RFC 5545) and the METHOD that stands in it, such as `REQUEST` or `CANCEL`.
    package var invitation: (method: String, ics: String)?

    package init(
        from: Mailbox, to: Mailbox, subject: String, messageID: String, date: Date, text: String, html: String,
        invitation: (method: String, ics: String)? = nil, replyTo: Mailbox? = nil
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.messageID = messageID
        self.date = date
        self.text = text
        self.html = html
        self.invitation = invitation
    }
}

/// A mail address with the name that is shown for it.
package struct Mailbox: Sendable, Equatable {
    package var name: String?
    package var address: String

    package init(name: String?, address: String) {
        self.name = name
        self.address = address
    }
}

/// Why a letter cannot be written: an address, Message-ID or calendar method that no mail header may carry.
package struct LetterError: Error, Equatable, Sendable, CustomStringConvertible {
    package let sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }

    package var description: String { sentence }
}
