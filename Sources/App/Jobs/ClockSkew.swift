import Foundation
import Storage

/// Clocks that differ. An end that lies further ahead than it ever could was written by a clock that was ahead and has
/// been set right since: what waits for it would wait for as long as the clock was wrong.
package enum ClockSkew {
    /// What the clocks of several servers may differ by, in seconds: an end that is no further ahead than that counts
    /// as it is, or servers would take each other's leases.
    package static let mostSeconds = 300.0
}

/// Bounds the ends that are stored by the longest that each can be.
package struct StoredEnds: Sendable {
    /// Bounds one table's ends, given by the rooms that own them.
    typealias Bound = @Sendable (any Transaction) throws -> Void

    let bounds: [Bound]

    func apply(in tx: any Transaction) throws {
        for bound in bounds { try bound(tx) }
    }
}
