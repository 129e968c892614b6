import Foundation
import Testing

import Wire

@Suite("Requests to strangers' addresses", .serialized, .timeLimit(.minutes(15)))
struct HTTPDestinationTests {
    @Test("this machine is refused however its address is written, and the peer sees no connection")
    func loopback() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(destinations: .publicOnly)
        let addresses = [
            "127.0.0.1": "127.0.0.1", "2130706433": "127.0.0.1", "0x7f000001": "127.0.0.1", "0177.0.0.1": "127.0.0.1",
            "127.1": "127.0.0.1", "0x7f.1": "127.0.0.1", "017700000001": "127.0.0.1", "127.0.0.2": "127.0.0.2",
            "%31%32%37.0.0.1": "127.0.0.1", "0": "0.0.0.0", "0.0.0.0": "0.0.0.0", "[::1]": "::1", "[::]": "::",
            "[0:0:0:0:0:0:0:1]": "::1", "[::ffff:127.0.0.1]": "::ffff:127.0.0.1", "[::ffff:7f00:1]": "::ffff:127.0.0.1",
            "[::127.0.0.1]": "::127.0.0.1", "[64:ff9b::127.0.0.1]": "64:ff9b::7f00:1",
        ]
        for (host, address) in addresses {
            let error = await httpFailure { try await sender.send(HTTPCall(url: peer.url("/", host: host))) }
            #expect(error == .forbiddenAddress(address), "\(host)")
        }
        try await expectUntouched(peer)
    }

    @Test("names of this machine are refused, and what is a name to some and an address to others does not lead here")
    func names() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender(destinations: .publicOnly)
        for host in ["localhost", "LOCALHOST", "a.localhost"] {
            let error = await httpFailure { try await sender.send(HTTPCall(url: peer.url("/", host: host))) }
            #expect([.forbiddenAddress("127.0.0.1"), .forbiddenAddress("::1")].contains(error), "\(host)")
        }
        // Whether these are addresses is the resolver's matter, which may have to ask a name server: all at once.
        let doubtful = ["localhost.", "127.0.0.1.", "127.0.0.0x1", "[::1%25lo]", "[::1%251]"]
        let patient = HTTPSender(threads: doubtful.count, destinations: .publicOnly)
        await withTaskGroup(of: HTTPError?.self) { group in
            for url in doubtful.map({ peer.url("/", host: $0) }) {
                group.addTask { await httpFailure { try await patient.send(HTTPCall(url: url)) } }
            }
            for await error in group { #expect(error != nil) }
        }
        try await expectUntouched(peer)
    }

    @Test(
        "networks of one's own are refused before anything is sent",
        arguments: [
            "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
            "[fd00:ec2::254]", "[fe80::1]", "[ff02::1]", "[fec0::1]", "[2002:7f00:1::]", "[2001::1]",
        ])
    func privateNetworks(host: String) async {
        let sender = HTTPSender(connectTimeoutSeconds: 2, destinations: .publicOnly)
        for url in ["http://\(host)/", "https://\(host)/"] {
            let error = await httpFailure { try await sender.send(HTTPCall(url: url)) }
            #expect(isForbidden(error), "\(url)")
        }
    }

    @Test("a public address is not refused")
    func publicAddress() async {
        let sender = HTTPSender(connectTimeoutSeconds: 1, timeoutSeconds: 1, destinations: .publicOnly)
        // Of the public's space, and never given to anybody: no stranger is reached, whatever this machine's network.
        let error = await httpFailure { try await sender.send(HTTPCall(url: "http://[3f00::1]:1/")) }
        #expect(!isForbidden(error))
    }

    @Test("a sender for anywhere reaches this machine under all its names")
    func anywhere() async throws {
        let peer = try HTTPPeer()
        let sender = HTTPSender()
        let hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f.1"] + (peer.hasIPv6 ? ["[::1]"] : [])
        for host in hosts {
            #expect(try await sender.send(HTTPCall(url: peer.url("/", host: host))).text == "ok", "\(host)")
        }
    }

    private func isForbidden(_ error: HTTPError?) -> Bool {
        if case .forbiddenAddress = error { true } else { false }
    }

    /// It takes connections in their order, so one that came before this one would be seen by now.
    private func expectUntouched(_ peer: HTTPPeer) async throws {
        #expect(try await HTTPSender().send(HTTPCall(url: peer.url("/allowed"))).status == 200)
        #expect(try peer.calls().map(\.line) == ["POST /allowed"])
        #expect(try peer.connections() == 1)
    }
}
