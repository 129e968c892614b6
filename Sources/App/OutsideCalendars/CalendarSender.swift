import Wire

/// How calendars elsewhere are asked: the one place where they touch the outside.
package struct CalendarSender: Sendable {
    /// Who cannot wait long says so. Throws where there is no answer.
    package var send: @Sendable (_ call: HTTPCall, _ isHurried: Bool) async throws -> HTTPReply

    package init(send: @escaping @Sendable (_ call: HTTPCall, _ isHurried: Bool) async throws -> HTTPReply) {
        self.send = send
    }

    /// Reaches nobody.
    package static let nowhere = CalendarSender { _, _ in throw HTTPError.unreachable("This server asks nobody.") }

    /// A secret address at a large company holds the whole history: nineteen megabytes were seen.
    private static let mostBytes = 32 << 20
    private static let patience = 20
    /// So long may somebody be kept waiting who books.
    static let hurry = 2
    private static let hurriedThreads = 16

    /// What a server answers. Throws `CalendarTrouble` where it does not, and `CancellationError`.
    func reply(to call: HTTPCall, isHurried: Bool) async throws -> HTTPReply {
        do { return try await send(call, isHurried) } catch {
            // What is cut short has not failed.
            try Task.checkCancellation()
            switch error as? HTTPError {
            case .forbiddenAddress: throw CalendarTrouble.privateNetwork
            case .tooLarge: throw CalendarTrouble.tooLarge
            case .unreachable, .malformed, nil: throw CalendarTrouble.unreachable
            }
        }
    }

    /// Over HTTP and HTTPS. A host names the address, but must not see into the network of the server by it: unless
    /// `toPrivateNetwork`, each call goes to machines of the public internet alone.
    package static func http(toPrivateNetwork: Bool) -> CalendarSender {
        func sender(_ threads: Int, _ seconds: Int, _ name: String) -> HTTPSender {
            HTTPSender(
                threads: threads, connectTimeoutSeconds: min(seconds, 5), timeoutSeconds: seconds,
                destinations: toPrivateNetwork ? .anywhere : .publicOnly, mostReplyBytes: mostBytes,
                keepsConnections: false, takesCompressed: true, name: name)
        }
        // By threads of their own, so that calendars which hang keep nobody from booking.
        let jobs = Job.Kind.calendar.places + Job.Kind.calendarWrite.places
        let patient = sender(jobs + 2, patience, "calendar")
        let hurried = sender(hurriedThreads, hurry, "calendar-look")
        return CalendarSender { try await ($1 ? hurried : patient).send($0) }
    }
}
