import Domain

/// Who comes with a token.
enum Bearer: Sendable {
    /// A person, in a session.
    case session(User, SessionID)
    /// A program, with a key of this person.
    case key(User, Set<KeyScope>)

    /// Whose token it is.
    var owner: User {
        switch self {
        case .session(let user, _), .key(let user, _): user
        }
    }

    /// Throws `forbidden` where a program asks with a key: what is done in a session is done by people.
    var session: SessionID {
        get throws {
            guard case .session(_, let session) = self else { throw Problem(.forbidden) }
            return session
        }
    }

    /// The person with those rights that count where one of `scopes` is needed; throws `forbidden` where the key has
    /// none of them.
    func user(by scopes: Set<KeyScope>, onlyReads: Bool) throws -> User {
        switch self {
        case .session(let user, _): return user
        case .key(let owner, let own):
            guard !own.isDisjoint(with: scopes) else { throw Problem(.forbidden) }
            return owner.narrowed(to: own, onlyReads: onlyReads)
        }
    }
}
