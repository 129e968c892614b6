import Foundation
import Peers

/// One TCP connection to a server on this machine, byte by byte.
final class Connection: Sendable {
    private let descriptor: Int32

    /// With `receiveBytes` the kernel keeps no more than about twice as much for whoever does not read; left to itself
    /// it takes megabytes.
    init(port: Int, receiveBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.failure("no socket") }
        if var receiveBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
        }
        // Bounds connect as well as send.
        var patience = timeval(tv_sec: Int(patienceSeconds), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // What throws from here on runs deinit, which closes the socket.
        guard result == 0 else { throw Self.failure("no connection") }
    }

    deinit {
        close(descriptor)
    }

    func send(_ text: String) throws { try send(Data(text.utf8)) }

    /// Throws where the other end has hung up, or takes nothing.
    func send(_ bytes: Data) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Self.failure("not sent") }
            rest = rest.dropFirst(count)
        }
    }

    /// Says that nothing more will be sent.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next answer, as far as its Content-Length or the end of the connection.
    func answer(withinSeconds seconds: Double = patienceSeconds) async throws -> Answer {
        try await onThread { [self] in
            var bytes = Data()
            let end = ContinuousClock.now + .seconds(seconds)
            while true {
                if let answer = Answer(bytes, isWhole: false) { return answer }
                let more = try read(until: end)
                guard more.isEmpty else {
                    bytes += more
                    continue
                }
                guard let answer = Answer(bytes, isWhole: true) else {
                    throw Failure("hung up after \(bytes.count) bytes: \(String(decoding: bytes, as: UTF8.self))")
                }
                return answer
            }
        }
    }

    /// What comes first, until it is so many bytes.
    func first(_ count: Int) async throws -> String {
        try await onThread { [self] in
            let end = ContinuousClock.now + .seconds(patienceSeconds)
            var bytes = Data()
            while bytes.count < count {
                let more = try read(until: end)
                guard !more.isEmpty else { break }
                bytes += more
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Everything until the other end hangs up.
    func rest() async throws -> String {
        try await onThread { [self] in
            var bytes = Data()
            let end = ContinuousClock.now + .seconds(patienceSeconds)
            while true {
                let more = try read(until: end)
                if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
                bytes += more
            }
        }
    }

    /// Whether the other end hangs up in time, whatever it says before.
    func isClosed(withinSeconds seconds: Double = patienceSeconds) async throws -> Bool {
        try await onThread { [self] in
            let end = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < end {
                guard let more = try? read(until: end) else { return false }
                if more.isEmpty { return true }
            }
            return false
        }
    }

    /// Whether the other end has neither hung up nor broken off, as far as is known here without reading:
    /// who hangs up behind bytes that nobody reads is not seen, who breaks off is.
    var isHeldByServer: Bool {
        // Linux: POLLRDHUP, which Glibc's header shows to GNU programs alone; the others are always told.
        let hasHungUp = Int16(0x2000)
        var wanted = pollfd(fd: descriptor, events: hasHungUp, revents: 0)
        return poll(&wanted, 1, 0) == 0
    }

    /// Some bytes; none at the end, also where the other end breaks off. Throws when the time is over.
    private func read(until end: ContinuousClock.Instant) throws -> Data {
        let left = max(0, (end - ContinuousClock.now) / .milliseconds(1))
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, Int32(left)) == 1 else { throw Failure("no answer in time") }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Data(bytes[..<count]) : Data()
    }

    private static func failure(_ what: String) -> Failure { Failure("\(what): \(String(cString: strerror(errno)))") }
}
