/// A body that waits for a thread with a connection.
struct Turn: Sendable {
    enum Kind: Sendable {
        case read(ReadLength)
        case write(Isolation)
    }

    let kind: Kind
    let body: PendingBody
    let since = ContinuousClock.now

    var isLong: Bool { if case .read(.long) = kind { true } else { false } }
}
