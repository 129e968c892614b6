/// A person's own link into a meeting. It is made when it is asked for and never stored.
package struct MeetingLink: Hashable, Sendable {
    /// What is opened or mailed: the room's address, and behind `#` the name and the parameters of the role.
    /// It holds nothing that a mail program, a browser or Jitsi's mobile app would cut or rewrite.
    package let text: String

    /// - Parameters:
    ///   - roomURL: the address of the room, without parameters.
    ///   - displayName: the name as the person wrote it; Jitsi shows its first 50 UTF-16 units.
    package init(roomURL: String, displayName: String, role: MeetingRole) {
        let name = PercentEncoding.encode(JitsiName(displayName).json)
        // This order is the one the product documents; Jitsi itself reads any order.
        text = roomURL + "#userInfo.displayName=" + name + Self.parameters(of: role)
    }

    private static func parameters(of role: MeetingRole) -> String {
        switch role {
        case .participant: ""
        case .moderator: "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"
        }
    }
}
