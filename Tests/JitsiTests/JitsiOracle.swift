import Foundation

/// What Jitsi's readers make of links, asked from a program in JavaScript.
enum JitsiOracle {
    struct Answer: Decodable {
        /// The link as a browser's address bar would show it (WHATWG URL Standard).
        let href: String
        let web: Parameters
        let mobile: Parameters
    }

    struct Parameters: Decodable, Equatable {
        let name: String?
        let startsWithAudioMuted: Bool?
        let startsWithVideoMuted: Bool?

        enum CodingKeys: String, CodingKey {
            case name = "userInfo.displayName"
            case startsWithAudioMuted = "config.startWithAudioMuted"
            case startsWithVideoMuted = "config.startWithVideoMuted"
        }
    }

    /// One answer for each link. Needs `node` (Debian: nodejs) in PATH.
    static func answers(to links: [String]) throws -> [Answer] {
        let answer = try Oracle.answer("node", "jitsi_decode.js", to: try JSONEncoder().encode(links))
        return try JSONDecoder().decode([Answer].self, from: answer)
    }
}
