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

    /// The reader's link into a meeting, or null. What stands behind the room's address needs no escape: all of it is
    /// encoded for URLs, as an entrance's link is.
    mutating func put(_ link: MeetingShown.Link, of meetings: MeetingLinks, into room: RoomPieces?) {
        switch link {
        case .none: put(raw: "null")
        case .direct:
            put(room)
            guard room != nil else { return }
            takeBack(1)
            put(meetings.fragment)
            put(UInt8(ascii: "\""))
        case .entrance(let url): put(plain: url)
        }
    }

    /// A string that needs no escape, with its quotes.
    private mutating func put(plain text: String) {
        put(UInt8(ascii: "\""))
        put(text)
        put(UInt8(ascii: "\""))
    }

    /// `"meeting":{…}`, or null for a booking without one.
    mutating func putMeeting(_ shown: MeetingShown?) {
        put(raw: "\"meeting\":")
        guard let shown else { return put(raw: "null") }
        put(raw: "{\"state\":")
        put(plain: shown.state.rawValue)
        put(raw: ",\"opens_at\":")
        put(instant: Int64(shown.opensAt.timeIntervalSince1970))
        put(raw: ",\"closes_at\":")
        put(instant: Int64(shown.closesAt.timeIntervalSince1970))
        put(raw: ",\"entrance_url\":")
        if case .entrance(let url) = shown.link { put(plain: url) } else { put(raw: "null") }
        put(raw: shown.hasWaitingRoom ? ",\"waiting_room\":true" : ",\"waiting_room\":false")
        put(raw: ",\"roles_are\":")
        put(raw: shown.enforcesRoles ? "\"enforced\"}" : "\"courtesy\"}")
    }
}
