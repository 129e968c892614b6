import Cryptography
import Domain

/// One person's way into one meeting: what the link to their entrance hangs on.
struct EntranceWay: Sendable {
    let bookingID: BookingID
    /// The room's name, because ids repeat after a restored backup.
    let room: String
    let entrant: Entrant
    /// Which of the person's links leads on.
    let generation: Int64
    /// Of the user, or of whoever was invited.
    let personID: Int64
    let email: String
}

/// What stands in the link to an entrance: whose it is, and a seal that nobody else can make. In base64 for URLs.
struct EntranceToken: Sendable, Equatable {
    static let sealBytes = 16
    private static let numberBytes = 8
    /// Signs of the longest.
    static let mostSigns = 60

    let bookingID: BookingID
    let entrant: Entrant
    let seal: [UInt8]

    init(bookingID: BookingID, entrant: Entrant, seal: [UInt8]) {
        (self.bookingID, self.entrant, self.seal) = (bookingID, entrant, seal)
    }

    /// Nil for a text of another form, also for another spelling of the same bytes.
    init?(_ text: String) {
        guard text.utf8.count <= Self.mostSigns, let bytes = Base64URL.bytes(text[...]),
            Base64URL.text(bytes) == text, let kind = bytes.first
        else { return nil }
        let numbers = bytes.dropFirst().dropLast(Self.sealBytes)
        guard numbers.count.isMultiple(of: Self.numberBytes), bytes.count > Self.sealBytes else { return nil }
        let ids = stride(from: numbers.startIndex, to: numbers.endIndex, by: Self.numberBytes).map {
            Self.number(numbers[$0..<$0 + Self.numberBytes])
        }
        switch (kind, ids.count) {
        case (Kind.client, 1): entrant = .client
        case (Kind.host, 1): entrant = .host
        case (Kind.admin, 2): entrant = .admin(UserID(rawValue: ids[1]))
        case (Kind.invited, 2): entrant = .invited(ParticipantID(rawValue: ids[1]))
        default: return nil
        }
        bookingID = BookingID(rawValue: ids[0])
        seal = Array(bytes.suffix(Self.sealBytes))
    }

    var text: String {
        let booking = Self.bytes(bookingID.rawValue)
        let who: [UInt8] =
            switch entrant {
            case .client: [Kind.client] + booking
            case .host: [Kind.host] + booking
            case .admin(let id): [Kind.admin] + booking + Self.bytes(id.rawValue)
            case .invited(let id): [Kind.invited] + booking + Self.bytes(id.rawValue)
            }
        return Base64URL.text(who + seal)
    }

    /// The first byte; never another meaning for one that was given out.
    private enum Kind {
        static let (client, host, admin, invited): (UInt8, UInt8, UInt8, UInt8) = (1, 2, 3, 4)
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<numberBytes).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * Int64($0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}
