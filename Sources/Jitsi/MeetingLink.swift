/// A person's own link into a meeting. It is made when it is asked for and never stored.
package struct MeetingLink: Hashable, Sendable {
    /// What is opened or mailed: the room's address, and behind `#` the name and the parameters of the role.
    /// It holds nothing that a mail program, a browser or Jitsi's mobile app would cut or rewrite.
    package let text: String

    /// - Parameters:
    ///   - roomURL: the address of the room, without parameters.
    ///   - displayName: the name as the person wrote it; Jitsi shows its first 50 UTF-16 units.
    package init(roomURL: String, displayName: String, role: MeetingRole) {
        self.init(roomURL: roomURL, fragment: Self.fragment(displayName: displayName, role: role))
    }

    /// With a fragment made before: one person's list of bookings needs it once, not once a row.
    package init(roomURL: String, fragment: String) {
        text = roomURL + fragment
    }

    /// What stands behind a room's address, for one person in one role.
    package static func fragment(displayName: String, role: MeetingRole) -> String {
        let name = PercentEncoding.encode(JitsiName(displayName).json)
        // This order is the one the product documents; Jitsi itself reads any order.
        return "#userInfo.displayName=" + name + parameters(of: role)
    }

    /// With a person's token: behind `#` it reaches no log and no other site; servers older than May 2024 read it in
    /// the query alone.
    package init(roomURL: String, fragment: String, token: String, isInQuery: Bool) {
        // The signs of a token need no escape; as a value behind `#` it is JSON, and its quotes are encoded.
        text = isInQuery ? "\(roomURL)?jwt=\(token)\(fragment)" : "\(roomURL)\(fragment)&jwt=%22\(token)%22"
    }

    private static func parameters(of role: MeetingRole) -> String {
        switch role {
        case .participant, .presenter: ""
        // A courtesy and no lock: who knows how can take it away.
        case .observer:
            "&config.startWithAudioMuted=true&config.startWithVideoMuted=true&config.toolbarButtons=" + observersButtons
        case .moderator: "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"
        }
    }

    private static let observersButtons = PercentEncoding.encode(
        #"["chat","fullscreen","hangup","participants-pane","raisehand","settings","tileview"]"#)
}
