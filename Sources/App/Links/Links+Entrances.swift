import Domain

extension Links {
    /// How many of a person's former links are known again, so that they are told that theirs was taken back.
    private static let mostFormer: Int64 = 20

    /// To a person's own entrance. The same whenever it is asked for, until it is taken back.
    func entrance(_ way: EntranceWay) -> String {
        let token = EntranceToken(
            bookingID: way.bookingID, entrant: way.entrant, seal: codes.seal(of: .entrance(way)))
        return "\(publicURL)\(Self.entrances)\(token.text)"
    }

    /// Where entrances stand on this server.
    static let entrances = "/join/"

    /// What a token is worth for the way that it claims to lead.
    func standing(of token: EntranceToken, on way: EntranceWay) -> EntranceStanding {
        guard token.bookingID == way.bookingID, token.entrant == way.entrant else { return .foreign }
        if codes.isSeal(token.seal, of: .entrance(way)) { return .good }
        let former = max(0, way.generation - Self.mostFormer)..<max(0, way.generation)
        return former.contains { codes.isSeal(token.seal, of: .entrance(way.of(generation: $0))) } ? .revoked : .foreign
    }
}

/// What the link to an entrance is worth now.
enum EntranceStanding: Sendable {
    case good
    /// It was the person's, and was taken back.
    case revoked
    /// It is forged, or what it hung on is another: the address, the host.
    case foreign
}

extension EntranceWay {
    fileprivate func of(generation: Int64) -> EntranceWay {
        EntranceWay(
            bookingID: bookingID, room: room, entrant: entrant, generation: generation, personID: personID,
            email: email)
    }
}
