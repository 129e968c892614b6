import Foundation
import Wire

/// One question for a feed.
struct FeedCall: Sendable {
    let url: String
    /// What the server gave with the state that is known.
    let tags: CalendarTags
    /// Whether somebody waits who books.
    let isHurried: Bool

    private static let mostRedirects = 3

    /// Throws `CalendarTrouble`, and `CancellationError`.
    func send(by sender: CalendarSender) async throws -> AnsweredLook {
        var url = url
        // Who is in a hurry waits for one server alone.
        for _ in 0...(isHurried ? 0 : Self.mostRedirects) {
            let reply = try await reply(from: url, by: sender)
            switch reply.status {
            case 200:
                return .events(
                    reply.body, CalendarTags(etag: reply.headers["etag"], lastModified: reply.headers["last-modified"]))
            case 304 where tags != .none: return .unchanged(tags)
            case 301, 302, 303, 307, 308:
                // Each address is judged anew where it is connected to.
                guard let next = reply.headers["location"].flatMap({ FeedAddress.next($0, from: url) }) else {
                    throw CalendarTrouble.redirected
                }
                url = next
            default: throw CalendarTrouble(status: reply.status)
            }
        }
        throw CalendarTrouble.redirected
    }

    private func reply(from url: String, by sender: CalendarSender) async throws -> HTTPReply {
        var headers = [("Accept", "text/calendar, */*;q=0.1")]
        if let etag = tags.etag { headers.append(("If-None-Match", etag)) }
        if let date = tags.lastModified { headers.append(("If-Modified-Since", date)) }
        return try await sender.reply(to: HTTPCall(method: "GET", url: url, headers: headers), isHurried: isHurried)
    }
}
