import Foundation
import Wire

/// One question for a feed.
struct FeedCall: Sendable {
    let url: String
    /// What the server gave with the state that is known.
    let tags: FeedTags
    /// Whether somebody waits who books.
    let isHurried: Bool

    private static let mostRedirects = 3

    enum Answer: Sendable {
        case unchanged
        case body([UInt8], FeedTags)
    }

    /// Throws `CalendarTrouble`, and `CancellationError`.
    func send(by sender: CalendarSender) async throws -> Answer {
        var url = url
        // Who is in a hurry waits for one server alone.
        for _ in 0...(isHurried ? 0 : Self.mostRedirects) {
            let reply = try await reply(from: url, by: sender)
            switch reply.status {
            case 200:
                return .body(
                    reply.body, FeedTags(etag: reply.headers["etag"], lastModified: reply.headers["last-modified"]))
            case 304 where tags != FeedTags(): return .unchanged
            case 301, 302, 303, 307, 308:
                // Each address is judged anew where it is connected to.
                guard let next = reply.headers["location"].flatMap({ FeedAddress.next($0, from: url) }) else {
                    throw CalendarTrouble.redirected
                }
                url = next
            case 401, 402, 403, 407: throw CalendarTrouble.refused
            case 404, 410: throw CalendarTrouble.gone
            default: throw CalendarTrouble.failing
            }
        }
        throw CalendarTrouble.redirected
    }

    private func reply(from url: String, by sender: CalendarSender) async throws -> HTTPReply {
        var headers = [("Accept", "text/calendar, */*;q=0.1")]
        if let etag = tags.etag { headers.append(("If-None-Match", etag)) }
        if let date = tags.lastModified { headers.append(("If-Modified-Since", date)) }
        do { return try await sender.send(HTTPCall(method: "GET", url: url, headers: headers), isHurried) } catch {
            // What is cut short has not failed.
            try Task.checkCancellation()
            switch error as? HTTPError {
            case .forbiddenAddress: throw CalendarTrouble.privateNetwork
            case .tooLarge: throw CalendarTrouble.tooLarge
            case .unreachable, .malformed, nil: throw CalendarTrouble.unreachable
            }
        }
    }
}
