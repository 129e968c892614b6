import Domain

/// A meeting's room as bytes that stand elsewhere, for lists.
struct RoomPieces {
    let name, server: TextPiece

    /// Nil where there is no meeting.
    init?(name: TextPiece?, server: TextPiece?) {
        guard let name, let server else { return nil }
        (self.name, self.server) = (name, server)
    }

    /// Of its name, its address, and a link into it, which begins with the address.
    var mostBytes: Int { 3 * (name.mostBytes + server.mostBytes + 1) }
}

extension Pen {
    /// The address of the room, as `MeetingRoom.url`, or null.
    mutating func put(_ room: RoomPieces?) {
        guard let room else { return put(raw: "null") }
        put(room.server)
        takeBack(1)
        put(UInt8(ascii: "/"))
        put(inner: room.name)
        put(UInt8(ascii: "\""))
    }

    /// The reader's link into the room, as `MeetingLinks.link`, or null. What stands behind the address needs no
    /// escape: all of it is encoded for URLs.
    mutating func put(_ links: MeetingLinks, into room: RoomPieces?) {
        put(room)
        guard room != nil else { return }
        takeBack(1)
        put(links.fragment)
        put(UInt8(ascii: "\""))
    }
}
