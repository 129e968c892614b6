import CCurl
import Foundation

/// The address that libcurl is about to connect to, as the kernel will read it.
struct SocketAddress {
    let family: Int32
    /// 4 bytes of IPv4 or 16 of IPv6 in network order; none for another family.
    let bytes: [UInt8]

    init(_ address: UnsafeMutablePointer<curl_sockaddr>) {
        family = Int32(address.pointee.addr.sa_family)
        bytes = Self.bytes(of: address)
    }

    var text: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard !bytes.isEmpty, inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else {
            return "an address of family \(family)"
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func bytes(of address: UnsafeMutablePointer<curl_sockaddr>) -> [UInt8] {
        // The socket is made for one family and connected to an address: they must be the same.
        guard let start = address.pointer(to: \.addr), Int32(start.pointee.sa_family) == address.pointee.family else {
            return []
        }
        // The struct ends with the smallest kind of address; libcurl keeps longer ones there too and tells their size.
        let raw = UnsafeRawPointer(start)
        let length = Int(address.pointee.addrlen)
        switch address.pointee.family {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return []
        }
    }
}
