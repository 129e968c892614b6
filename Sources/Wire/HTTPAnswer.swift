/// Collects an answer while it arrives, and no more of it than its bounds allow.
struct HTTPAnswer {
    /// Of status lines and headers together, interim answers (1xx) included.
    static let mostHeadBytes = 1 << 16

    private enum Expected {
        case statusLine, header, body
    }

    private let mostBodyBytes: Int
    /// The bound that was passed.
    private(set) var passedBound: Int?
    private var expected = Expected.statusLine
    private var headBytes = 0
    private var status = 0
    private var headers: [String: String] = [:]
    private var body: [UInt8] = []

    init(mostBodyBytes: Int) {
        self.mostBodyBytes = mostBodyBytes
    }

    /// Nil before the whole head of a final answer has come.
    var reply: HTTPReply? {
        expected == .body ? HTTPReply(status: status, headers: headers, body: body) : nil
    }

    /// Takes one line of the head, its line end included; false when it is one too many.
    mutating func take(line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        if headBytes > Self.mostHeadBytes {
            passedBound = Self.mostHeadBytes
            return false
        }
        take(Self.trimmed(line[...]))
        return true
    }

    private mutating func take(_ line: Slice<UnsafeRawBufferPointer>) {
        switch expected {
        case .statusLine:
            status = line.split(separator: 32).dropFirst().first.flatMap { Int(Self.text($0)) } ?? 0
            headers = [:]
            expected = .header
        case .header:
            // After 100 and 103 another head follows (RFC 9110, section 15.2).
            if line.isEmpty { expected = status < 200 ? .statusLine : .body } else { take(header: line) }
        case .body:
            // Another answer follows where the first one asked for a password. Else these are trailers, which must not
            // pass for headers (RFC 9110, section 6.5.1); none begins like this, because names hold no slash.
            guard line.starts(with: "HTTP/".utf8) else { break }
            (expected, body) = (.statusLine, [])
            take(line)
        }
    }

    /// Takes bytes of the body; false when they are too many.
    mutating func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.count > mostBodyBytes - body.count {
            passedBound = mostBodyBytes
            return false
        }
        body += bytes
        return true
    }

    /// A line that goes on with the one before it begins with a blank: nobody writes those any more (RFC 9112,
    /// section 5.2).
    private mutating func take(header line: Slice<UnsafeRawBufferPointer>) {
        guard let first = line.first, !Self.isBlank(first), let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            return
        }
        let name = Self.text(Self.trimmed(line[..<colon])).lowercased()
        headers[name] = Self.text(Self.trimmed(line[(colon + 1)...].drop(while: Self.isBlank)))
    }

    private static func trimmed(_ line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        guard let last = line.lastIndex(where: { !isBlank($0) }) else { return line.prefix(0) }
        return line[...last]
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }

    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
