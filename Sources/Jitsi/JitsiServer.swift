/// The Jitsi server of the setting JITSI_URL. Its address is kept in the form that a browser would give it, so that
/// a link made here is the link that the address bar shows.
package struct JitsiServer: Hashable, Sendable {
    /// The host name alone, in small letters, without the port.
    package let host: String
    /// With which the address of every room begins, without a slash at its end.
    package let address: String

    /// Reads `https://HOST[:PORT][/ORG]`; slashes at the end are dropped. Throws a `JitsiError` that names JITSI_URL.
    /// The sentence never repeats the value, because a refused one may hold a password.
    package init(url: String) throws {
        let (scheme, rest) = try Self.splitScheme(url)
        guard !rest.utf8.contains(UInt8(ascii: "?")), !rest.utf8.contains(UInt8(ascii: "#")) else {
            throw JitsiError("JITSI_URL must not have a query (?) or a fragment (#).")
        }
        let slash = UInt8(ascii: "/")
        var path = rest.utf8.split(separator: slash, omittingEmptySubsequences: false).map { String(Substring($0)) }
        let authority = path.removeFirst()
        while path.last == "" { path.removeLast() }
        guard path.allSatisfy(Self.isPathSegment) else {
            throw JitsiError("JITSI_URL may have only letters, digits and - . _ ~ between the slashes of its path.")
        }
        let (host, port) = try Self.splitAuthority(authority, scheme: scheme)
        self.host = host
        self.address = ([scheme + "://" + host + port] + path).joined(separator: "/")
    }

    /// Whether this is the public server of the Jitsi project, which wants a person who is logged in there to start
    /// a meeting and must never be sent a token of ours.
    package var isMeetJitSi: Bool { host == "meet.jit.si" }

    /// What its tokens are usually for: the organisation, where rooms are at /org/room, else the host name, as a Jitsi
    /// that was installed by Debian's packages has it. The docker one says `meet.jitsi`.
    package var usualSubject: String {
        let parts = address.split(separator: "/")
        return parts.count > 2 ? String(parts[parts.count - 1]) : host
    }

    private static func splitScheme(_ url: String) throws -> (scheme: String, rest: String) {
        for scheme in ["https", "http"] {
            let start = url.prefix(scheme.count + 3)
            if start.lowercased() == scheme + "://" { return (scheme, String(url.dropFirst(start.count))) }
        }
        throw JitsiError("JITSI_URL must begin with https:// (or http:// for a server on this machine).")
    }

    /// The host in small letters, and the port with its colon, or nothing where it is the scheme's own.
    private static func splitAuthority(_ authority: String, scheme: String) throws -> (host: String, port: String) {
        guard !authority.utf8.contains(UInt8(ascii: "@")) else {
            throw JitsiError("JITSI_URL must not have a user name or password.")
        }
        let pieces = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let host = pieces[0].lowercased()
        // Some letters outside ASCII become ASCII in lower case (the Kelvin sign), hence the look at the original.
        guard isHost(host), pieces[0].utf8.count == host.utf8.count else {
            throw JitsiError(
                "JITSI_URL needs a host name, as in https://meet.example.org; write an international one as xn--….")
        }
        guard pieces.count == 2 else { return (host, "") }
        guard pieces[1].utf8.allSatisfy(isDigit), let port = UInt16(pieces[1]), port > 0 else {
            throw JitsiError("JITSI_URL has a port that is not a number from 1 to 65535.")
        }
        return (host, port == (scheme == "https" ? 443 : 80) ? "" : ":\(port)")
    }

    private static func isHost(_ host: String) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last, host.utf8.count <= 253 else { return false }
        guard labels.allSatisfy({ (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(isHostByte) }) else {
            return false
        }
        // A browser reads a host whose last label is a number as an IPv4 address and rewrites it ("10.1" to 10.0.0.1).
        guard last.utf8.allSatisfy(isDigit) || last.hasPrefix("0x") else { return true }
        return labels.count == 4 && labels.allSatisfy { UInt8($0).map(String.init) == String($0) }
    }

    private static func isPathSegment(_ segment: String) -> Bool {
        guard !segment.isEmpty, segment != ".", segment != ".." else { return false }
        return segment.utf8.allSatisfy(PercentEncoding.isUnreserved)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        PercentEncoding.isUnreserved(byte) && byte != UInt8(ascii: "~") && byte != UInt8(ascii: ".")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
