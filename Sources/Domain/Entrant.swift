/// Who goes into a booking's meeting by an entrance of their own.
package enum Entrant: Hashable, Sendable {
    case client, host
    /// An admin who is neither.
    case admin(UserID)
    /// Somebody who was invited, with or without an account.
    case invited(ParticipantID)
}

extension Entrant: LosslessStringConvertible {
    /// `client`, `host`, `admin-7`, `invited-12`: as URLs, JSON and rows have it.
    package var description: String {
        switch self {
        case .client: "client"
        case .host: "host"
        case .admin(let id): "admin-\(id)"
        case .invited(let id): "invited-\(id)"
        }
    }

    /// Reads what `description` writes, and nothing else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts[0], parts.count == 2 ? Int64(parts[1]) : nil) {
        case ("client", nil): self = .client
        case ("host", nil): self = .host
        case ("admin", let id?): self = .admin(UserID(rawValue: id))
        case ("invited", let id?): self = .invited(ParticipantID(rawValue: id))
        default: return nil
        }
        guard description == text else { return nil }
    }
}

extension Entrant {
    /// By which entrance a user goes into the meeting of a client and a host. Whoever is neither must be an admin.
    package init(_ user: User, client: UserID, host: UserID) {
        if user.isHost, user.id == host {
            self = .host
        } else {
            self = user.id == client ? .client : .admin(user.id)
        }
    }
}

/// What an invited person may do in a meeting.
package enum ParticipantRole: String, Sendable, CaseIterable {
    case participant, presenter, observer
}
