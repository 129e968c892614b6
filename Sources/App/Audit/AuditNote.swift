import Domain

/// A line of the audit trail that is to be written: what was done, by whom, nil for what nobody did here, and to which
/// booking and person.
struct AuditNote: Sendable {
    let action: String
    let actor: UserID?
    let booking: BookingID?
    let user: UserID?
    let detail: [String: String]

    init(
        _ action: String, by actor: UserID?, booking: BookingID? = nil, user: UserID? = nil,
        detail: [String: String] = [:]
    ) {
        (self.action, self.actor, self.booking, self.user, self.detail) = (action, actor, booking, user, detail)
    }
}
