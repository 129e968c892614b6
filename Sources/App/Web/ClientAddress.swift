import Domain
import HTTPTypes
import Hummingbird

/// Behind a trusted proxy the client's address is the nearest one in `X-Forwarded-For` or `Forwarded` that is not
/// itself a proxy of ours.
struct ClientAddress {
    let proxies: [IPNetwork]

    /// The context with the client's address, as the headers of a request tell it.
    func told(by headers: HTTPFields, in context: AppContext) -> AppContext {
        guard proxies.contains(context.address) else { return context }
        var context = context
        (context.address, context.isProxied) = client(headers, behind: context.address)
        return context
    }

    /// A proxy writes one of the two headers and lets a stranger's other one pass. Where they disagree nobody can tell
    /// them apart, so that neither is believed.
    private func client(_ headers: HTTPFields, behind peer: IPAddress) -> (IPAddress, isProxied: Bool) {
        let told = [
            headers[Self.xForwardedFor].map { ForwardedChain(xForwardedFor: $0) },
            headers[Self.forwarded].map { ForwardedChain(forwarded: $0) },
        ].compactMap { $0?.client(behind: peer, proxies: proxies) }
        guard let client = told.first, told.allSatisfy({ $0.address == client.address }) else { return (peer, false) }
        return (client.address, told.allSatisfy(\.isKnown))
    }

    private static let xForwardedFor = headerName("X-Forwarded-For")
    private static let forwarded = headerName("Forwarded")
}
