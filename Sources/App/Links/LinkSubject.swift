import Domain

/// What a derived link is about, and what it hangs on: where any of this is another by now, the link leads nowhere.
struct LinkSubject: Sendable {
    enum Purpose: String, Sendable {
        case verifyEmail = "verify_email"
        case resetPassword = "reset_password"
        case changeEmail = "change_email"
        case receipt, entrance, feed, manage
        case signInCode = "sign_in_code"
    }

    let purpose: Purpose
    /// Of the person or the booking.
    let id: Int64
    let facts: [String]
    /// The second since 1970 from which on it leads nowhere; nil for a link without an end.
    var end: Int64?

    /// With the room, because ids repeat after a restored backup.
    static func receipt(_ booking: BookingID, _ room: MeetingRoom?) -> LinkSubject {
        LinkSubject(purpose: .receipt, id: booking.rawValue, facts: [room?.name ?? ""])
    }

    /// Until its generation is another, or the client's address; with the room, as a receipt's.
    static func manage(_ booking: Booking, of client: User) -> LinkSubject {
        LinkSubject(
            purpose: .manage, id: booking.id.rawValue,
            facts: [
                booking.room?.name ?? "", String(booking.meeting?.manageGeneration ?? 0), String(client.id.rawValue),
                client.email,
            ])
    }

    /// Until its generation is another, or the person's address.
    static func feed(of user: User, generation: Int64) -> LinkSubject {
        LinkSubject(purpose: .feed, id: user.id.rawValue, facts: [user.email, String(generation)])
    }

    /// The six digits of a code, which are no link: what stands in the row of its request.
    static func signIn(_ code: SignInCodeID, requestHash: String, email: String) -> LinkSubject {
        LinkSubject(purpose: .signInCode, id: code.rawValue, facts: [requestHash, email])
    }

    /// Good for once only: the address is proved, or the password another one, when it was used.
    static func account(_ link: AccountLink, _ user: User, end: Int64) -> LinkSubject {
        let (purpose, facts): (Purpose, [String]) =
            switch link {
            case .verifyEmail: (.verifyEmail, [user.email])
            // Whoever reads the mails of an address that was given up must not get in by it.
            case .resetPassword: (.resetPassword, [String(user.passwordGeneration), user.email])
            case .changeEmail(let address): (.changeEmail, [user.email, address])
            }
        return LinkSubject(purpose: purpose, id: user.id.rawValue, facts: facts, end: end)
    }

    /// For one person alone: another address, another host or a link that was taken back ends it.
    static func entrance(_ way: EntranceWay) -> LinkSubject {
        LinkSubject(
            purpose: .entrance, id: way.bookingID.rawValue,
            facts: [way.room, way.entrant.description, String(way.generation), String(way.personID), way.email])
    }
}
