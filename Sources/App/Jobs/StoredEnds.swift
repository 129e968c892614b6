import Storage

/// Bounds the ends that are stored by the longest that each can be.
package struct StoredEnds: Sendable {
    /// Bounds one table's ends, given by the rooms that own them.
    typealias Bound = @Sendable (any Transaction) throws -> Void

    let bounds: [Bound]

    func apply(in tx: any Transaction) throws {
        for bound in bounds { try bound(tx) }
    }
}
