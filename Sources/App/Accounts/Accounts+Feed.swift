import Domain
import Storage

/// The address of a person's calendar feed: whoever has it reads the feed, so that it can be made anew. It hangs on the
/// person's e-mail address too, and ends when that is another or the person leaves.
extension Accounts {
    func feedAddress(of user: User) async throws -> String {
        try await database.read { [links] tx in
            links.feed(of: user, generation: try tx.feedGeneration(of: user.id))
        }
    }

    /// Another address; the one of before leads nowhere from now on. Throws `too_many_requests`.
    func renewFeedAddress(of caller: Caller) async throws -> String {
        try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            try limit(.profileByUser, of: user, in: tx)
            try tx.raiseFeedGeneration(of: user.id)
            try tx.audit("user.feed_renewed", by: user.id, user: user.id)
            return links.feed(of: user, generation: try tx.feedGeneration(of: user.id))
        }
    }

    /// The person whose feed a link leads to. Throws `not_found`.
    func reader(ofFeed token: String) async throws -> User {
        guard let id = links.claimedReader(ofFeed: token) else { throw Problem(.notFound) }
        return try await database.read { [links] tx in
            guard let user = try tx.user(id),
                links.leads(token, toFeedOf: user, generation: try tx.feedGeneration(of: id))
            else { throw Problem(.notFound) }
            return user
        }
    }
}
