import Foundation

/// Somebody who came to a meeting's waiting room: whoever waits there, or was let in from there.
package struct WaitingPerson: Sendable, Equatable {
    package let entrant: Entrant
    /// The name that they typed for this meeting; nil where they go by the one that is known of them.
    package let typedName: String?
    /// Kept while they are away, so that they come back to the same place.
    package let since: Date
    /// When their page was last heard of.
    package let seenAt: Date
    /// When they were let in; nil while they wait.
    package let admittedAt: Date?

    package init(entrant: Entrant, typedName: String?, since: Date, seenAt: Date, admittedAt: Date?) {
        self.entrant = entrant
        self.typedName = typedName
        self.since = since
        self.seenAt = seenAt
        self.admittedAt = admittedAt
    }

    /// Whoever was not heard of for so many seconds has left: an open page is heard of more than twice meanwhile, and
    /// with what a connection takes to notice its end nobody stands in the list 30 seconds after leaving.
    package static let absentAfterSeconds = 20.0

    /// Whether they wait, and their page is open.
    package func isWaiting(at now: Date) -> Bool {
        admittedAt == nil && now.timeIntervalSince(seenAt) < Self.absentAfterSeconds
    }
}
