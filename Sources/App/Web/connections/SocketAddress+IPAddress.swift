import Domain
import NIOCore

extension SocketAddress {
    /// The address of the machine at the other end; `unknown` where the socket is none of the internet.
    var ip: IPAddress {
        switch self {
        case .v4(let address):
            withUnsafeBytes(of: address.address.sin_addr) { IPAddress(bytes: $0) } ?? .unknown
        case .v6(let address):
            withUnsafeBytes(of: address.address.sin6_addr) { IPAddress(bytes: $0) } ?? .unknown
        case .unixDomainSocket: .unknown
        }
    }
}
