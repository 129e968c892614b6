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

    private static func parameters(of role: MeetingRole) -> String {
        switch role {
        case .participant: ""
        case .moderator: "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"
        }
    }
}
