import Foundation
import Wire

/// Asks the server of one calendar (CalDAV, RFC 4791) in the name of its host.
///
/// It follows redirects, each judged anew, and shows user and password to no server but that of `home`, unless the host
/// has agreed; and never without encryption where `home` has it. All of its functions throw `CalendarTrouble` where no
/// answer can be had, `CancellationError`, and what `refusal` makes; whatever the server answers is an answer.
struct CalDAVClient: Sendable {
    let sender: CalendarSender
    let credentials: HTTPCredentials?
    /// The address that the host gave.
    let home: String
    /// Names of servers beside that of `home`, as `FeedAddress.server` tells them.
    var agreedServers: Set<String> = []
    /// Whether somebody waits who books; then no redirect is followed.
    var isHurried = false
    /// What is thrown before another server is asked, by its name.
    var refusal: @Sendable (String) -> any Error = { _ in CalendarTrouble.redirected }

    private static let mostRedirects = 3

    enum Depth: String, Sendable { case itself = "0", itsMembers = "1" }

    /// Which state of a resource a change is meant for.
    enum Condition: Sendable {
        /// There is none yet (If-None-Match).
        case isNew
        /// It has this ETag (If-Match).
        case has(String)
    }

    func propfind(_ url: String, _ depth: Depth, _ properties: [XMLName]) async throws -> DAVAnswer {
        try await askXML("PROPFIND", url, depth, DAVQuestion.properties(properties))
    }

    /// Events of a calendar, with what they are.
    func report(_ url: String, _ filter: DAVQuestion.Filter) async throws -> DAVAnswer {
        try await askXML("REPORT", url, .itsMembers, DAVQuestion.events(filter))
    }

    func get(_ url: String) async throws -> DAVAnswer {
        try await ask("GET", url, [("Accept", "text/calendar, */*;q=0.1")])
    }

    /// Puts an event there.
    func put(_ url: String, _ body: String, if condition: Condition) async throws -> DAVAnswer {
        let type = ("Content-Type", "text/calendar; charset=utf-8")
        return try await ask("PUT", url, [type, condition.header], Array(body.utf8))
    }

    /// Takes an event away; whatever it says by now where there is no condition.
    func delete(_ url: String, if condition: Condition? = nil) async throws -> DAVAnswer {
        try await ask("DELETE", url, condition.map { [$0.header] } ?? [])
    }

    private func askXML(_ method: String, _ url: String, _ depth: Depth, _ body: String) async throws -> DAVAnswer {
        let headers = [("Depth", depth.rawValue), ("Content-Type", "application/xml; charset=utf-8")]
        return try await ask(method, url, headers, Array(body.utf8))
    }

    private func ask(
        _ method: String, _ url: String, _ headers: [(String, String)], _ body: [UInt8]? = nil
    ) async throws -> DAVAnswer {
        var url = url
        for _ in 0...(isHurried ? 0 : Self.mostRedirects) {
            try judge(url)
            let call = HTTPCall(method: method, url: url, headers: headers, body: body, credentials: credentials)
            let reply = try await sender.reply(to: call, isHurried: isHurried)
            guard [301, 302, 307, 308].contains(reply.status) else { return DAVAnswer(reply, from: url) }
            guard let next = reply.headers["location"].flatMap({ FeedAddress.next($0, from: url) }) else {
                throw CalendarTrouble.redirected
            }
            url = next
        }
        throw CalendarTrouble.redirected
    }

    /// Whether an address is of a server that may be shown the password.
    func mayAsk(_ url: String) -> Bool {
        let server = FeedAddress.server(url)
        return server == FeedAddress.server(home) || agreedServers.contains(server)
    }

    private func judge(_ url: String) throws {
        guard FeedAddress.isEncrypted(url) || !FeedAddress.isEncrypted(home) else { throw CalendarTrouble.redirected }
        guard mayAsk(url) else { throw refusal(FeedAddress.server(url)) }
    }
}

extension CalDAVClient.Condition {
    fileprivate var header: (String, String) {
        switch self {
        case .isNew: ("If-None-Match", "*")
        case .has(let etag): ("If-Match", etag)
        }
    }
}
