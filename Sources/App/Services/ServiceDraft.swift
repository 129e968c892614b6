import Domain

/// A service as somebody describes it, with the host who is to offer it.
struct ServiceDraft: Sendable, Equatable {
    var service: Service
    var hostID: UserID
}
