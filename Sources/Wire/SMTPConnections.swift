import Foundation

/// The connections to one mail server: no more than the setting says and the server takes, and kept for a while between
/// mails.
///
/// Threads wait here for each other, which a `Mutex` cannot do: everything that changes is touched under the condition.
final class SMTPConnections: @unchecked Sendable {
    /// A server that took no further connection is asked for one again after this, in seconds.
    private static let modestSeconds = 60.0

    /// As long as this one goodbye after the other is begun.
    private static let goodbyes: Duration = .seconds(1)

    /// How often a mail asks for a further connection before it is put off.
    private static let mostTries = 5
    private static let busy = SMTPError.passing(
        code: nil, text: "All connections that the mail server takes are busy.")

    private let options: SMTPSender.Options
    private let condition = NSCondition()
    private var idle: [(connection: SMTPConnection, since: Date)] = []
    private var busy = 0
    /// Connections, busy or idle, of which the server has taken a command.
    private var open = 0
    /// How many the server takes, as far as it has shown, and until when that is believed.
    private var taken = (most: Int.max, until: Date.distantPast)
    private var isClosed = false

    init(_ options: SMTPSender.Options) {
        self.options = options
    }

    /// Sends one mail over whichever connection is free, or a further one. Where the server takes no further one the
    /// mail waits for those that there are.
    func send(_ mail: SMTPMail, until interruption: Interruption) throws {
        for _ in 0..<Self.mostTries {
            let connection = try take(until: interruption)
            let wasOpen = connection.isOpen
            do { try connection.ready(until: interruption) } catch {
                let isModest = !wasOpen && learnsModesty() && !interruption.isRaised
                giveBack(connection, wasOpen: wasOpen)
                if isModest { continue }
                throw error
            }
            if !wasOpen { condition.withLock { open += 1 } }
            defer { giveBack(connection, wasOpen: true) }
            return try connection.send(mail)
        }
        throw Self.busy
    }

    private func take(until interruption: Interruption) throws -> SMTPConnection {
        condition.lock()
        defer { condition.unlock() }
        // By then each of the others has had its time.
        let deadline = Date(timeIntervalSinceNow: Double(options.timeoutSeconds * options.connections))
        while true {
            if let free = idle.popLast()?.connection {
                busy += 1
                return free
            }
            if busy < most {
                let connection = try SMTPConnection(options)
                busy += 1
                return connection
            }
            let isTooLate = Date() >= deadline || interruption.isRaised
            guard !isTooLate else { throw Self.busy }
            _ = condition.wait(until: min(deadline, Date(timeIntervalSinceNow: 1)))
        }
    }

    private var most: Int { min(options.connections, taken.until > Date() ? taken.most : .max) }

    /// Whether the server, which did not take a further connection, has taken others, so that these must do.
    private func learnsModesty() -> Bool {
        condition.withLock {
            guard open > 0 else { return false }
            taken = (open, Date(timeIntervalSinceNow: Self.modestSeconds))
            return true
        }
    }

    private func giveBack(_ connection: SMTPConnection, wasOpen: Bool) {
        let isKept = condition.withLock {
            busy -= 1
            let isKept = connection.isOpen && !isClosed
            if wasOpen && !isKept { open -= 1 }
            if isKept { idle.append((connection, Date())) }
            condition.signal()
            return isKept
        }
        if !isKept { connection.close() }
    }

    /// Closes what was idle for too long. False where nothing idle is left.
    func closeIdle() -> Bool {
        let limit = Date(timeIntervalSinceNow: -options.idleSeconds)
        return close { $0 <= limit }
    }

    /// Closes what is idle, and lets nothing be kept from now on.
    func closeAll() {
        condition.withLock { isClosed = true }
        _ = close { _ in true }
    }

    private func close(_ isMeant: (Date) -> Bool) -> Bool {
        let (meant, left) = condition.withLock {
            let meant = idle.filter { isMeant($0.since) }
            idle.removeAll { isMeant($0.since) }
            open -= meant.count
            return (meant, idle.count)
        }
        // Behind a server that has fallen silent each would cost its time; who comes too late is hung up on.
        let end = ContinuousClock.now + Self.goodbyes
        for one in meant where ContinuousClock.now < end { one.connection.close() }
        return left > 0
    }
}
