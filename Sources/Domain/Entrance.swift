import Foundation

/// What is known of one person's entrance into a meeting. Whoever was never heard of there has a new one.
package struct Entrance: Sendable, Equatable {
    package let entrant: Entrant
    /// Counts the links that were taken back.
    package var generation: Int64 = 0
    /// The name that the person gave for this meeting; nil for the name that they go by.
    package var name: String?
    /// Since when the person waits, or waited before going in.
    package var waitingSince: Date?
    /// When the person's browser was last seen.
    package var seenAt: Date?
    /// When the host let this person in.
    package var admittedAt: Date?
    /// When the person went in last, by a link of ours. Nobody knows whether they arrived.
    package var enteredAt: Date?

    package init(entrant: Entrant) {
        self.entrant = entrant
    }
}
