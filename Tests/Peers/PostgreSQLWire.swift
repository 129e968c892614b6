import Foundation
import Synchronization

/// A wire between clients and a PostgreSQL server on this machine, which a test may cut at a COMMIT.
package final class PostgreSQLWire: Sendable {
    /// What happens to a COMMIT.
    package enum Deed: Sendable {
        case pass
        /// The server never gets it: the wire is cut.
        case loseCommit
        /// The server carries it out; the wire is cut in place of the answer.
        case loseAnswer
        /// The server carries it out; the wire stays, and nothing comes back any more.
        case loseAnswerSilently
    }

    package struct Broken: Error {
        package let code: Int32
    }

    private struct State {
        var deed = Deed.pass
        var commits = 0
    }

    private static let commit = Data("COMMIT\0".utf8)
    private let state = Mutex(State())
    private let door: CInt
    private let serverPort: UInt16
    package let port: UInt16

    /// A wire to the server on this port; it takes clients at once, until it is closed.
    package init(toPort serverPort: UInt16) throws {
        self.serverPort = serverPort
        (door, port) = try openDoor()
        Thread.detachNewThread { self.takeClients() }
    }

    /// How many COMMITs clients have sent.
    package var commits: Int { state.withLock { $0.commits } }

    /// What happens to the next COMMIT; those after it pass.
    package func setNext(_ deed: Deed) {
        state.withLock { $0.deed = deed }
    }

    /// Takes no more clients. Those that are connected stay.
    package func close() {
        shutdown(door, Int32(SHUT_RDWR))
    }

    private func takeClients() {
        while case let client = accept(door, nil, nil), client >= 0 {
            Thread.detachNewThread { self.serve(client) }
        }
        Glibc.close(door)
    }

    private func serve(_ client: CInt) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            Glibc.close(client)
            Glibc.close(server)
        }
        guard withLoopback(port: serverPort, { connect(server, $0, $1) }) == 0 else { return }
        var isSilent = false
        while true {
            var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            poll(&ends, 2, -1)
            if ends[0].revents != 0 {
                guard let bytes = bytes(from: client) else { return }
                let deed = bytes.range(of: Self.commit) == nil ? .pass : takeDeed()
                if deed == .loseCommit { return }
                send(bytes, to: server)
                // The server answers when it has committed.
                if deed == .loseAnswer { return _ = self.bytes(from: server) }
                if deed == .loseAnswerSilently { isSilent = true }
            }
            if ends[1].revents != 0 {
                guard let bytes = bytes(from: server) else { return }
                if !isSilent { send(bytes, to: client) }
            }
        }
    }

    private func takeDeed() -> Deed {
        state.withLock { state in
            state.commits += 1
            defer { state.deed = .pass }
            return state.deed
        }
    }

    /// Nil at the end.
    private func bytes(from end: CInt) -> Data? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(end, &buffer, buffer.count, 0)
        return count > 0 ? Data(buffer[..<count]) : nil
    }

    private func send(_ bytes: Data, to end: CInt) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(end, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// A host on this machine that takes connections and says nothing, as one that hangs.
package final class SilentHost: Sendable {
    private let door: CInt
    package let port: UInt16

    package init() throws {
        (door, port) = try openDoor()
    }

    deinit {
        close(door)
    }
}

/// A socket that listens on a free port of this machine, and that port.
private func openDoor() throws -> (CInt, UInt16) {
    let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = withLoopback(port: 0) { bind(door, $0, $1) }
    guard listen(door, 64) == 0 else { throw PostgreSQLWire.Broken(code: errno) }
    var address = sockaddr()
    var length = socklen_t(MemoryLayout<sockaddr>.size)
    getsockname(door, &address, &length)
    return (
        door, withUnsafeBytes(of: address) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
    )
}

private func withLoopback<T>(port: UInt16, _ use: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    return withUnsafePointer(to: address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { use($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
}
