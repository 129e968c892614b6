/// How long is stored what a practice may want to look up again; in days.
package struct Ages: Sendable, Equatable {
    package var mailDays = 400
    package var auditDays = 365
    /// Notes and answers, from the start of the consultation on; nil for as long as the booking.
    package var answerDays: Int?

    /// Those who were invited to a meeting, from its end on.
    static let participantDays = 30.0
    /// A day in seconds.
    static let day = 86_400.0
    /// The least and the most that may be set. Younger rows are still looked at: a mail is sent again, and the trail
    /// tells who did something to a booking.
    static let days = 30...36_500

    package init() {}
}
