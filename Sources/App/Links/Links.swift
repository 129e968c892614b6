import Domain
import Foundation
import Jitsi

/// Every link there is: made here, for one reader, at the moment of asking, and kept nowhere. What a link that comes
/// back is good for is judged here too.
package struct Links: Sendable {
    /// Where new meetings take place: a server without tokens, on which nobody is a moderator by a link alone.
    let jitsi: JitsiServer
    /// How people get in, and until when.
    let rules: MeetingSettings
    let codes: LinkCodes
    let now: @Sendable () -> Date
    let publicURL: String

    // MARK: Meetings

    /// The room of a new booking; nobody can guess it.
    func room(of booking: BookingID, createdAt: Date, random: [UInt8]) -> MeetingRoom {
        let name = RoomName.made(bookingID: booking.rawValue, createdAt: createdAt, random: random)
        return MeetingRoom(name: name.text, server: jitsi.address)
    }

    /// What leads one reader into meetings in a role.
    func meetings(for reader: User, as role: MeetingRole) -> MeetingLinks {
        MeetingLinks(self, reader, as: role)
    }

    // MARK: Receipts

    /// To a booking's receipt, without a sign-in and without an end: receipts are kept for years.
    func receipt(of booking: BookingID, _ room: MeetingRoom?) -> String {
        "\(publicURL)/receipts/\(codes.token(of: .receipt(booking, room)))"
    }

    /// The booking whose receipt a token claims to lead to; nil for one of another form.
    func claimedBooking(_ token: String) -> BookingID? {
        LinkToken(token).flatMap { $0.end == nil ? BookingID(rawValue: $0.id) : nil }
    }

    func leads(_ token: String, toReceiptOf booking: BookingID, _ room: MeetingRoom?, isOld: Bool) -> Bool {
        codes.isGood(token, of: .receipt(booking, room), isOld: isOld)
    }

    // MARK: Other sites

    /// To a service's times, for a frame of another site.
    func frame(of service: Service) -> String { "\(publicURL)/embed/\(service.slug)" }

    // MARK: The desk

    /// To a booking as those who run the practice see it, who are signed in.
    func desk(of booking: BookingID) -> String { "\(publicURL)/practice/bookings/\(booking)" }

    // MARK: Calendar feeds

    /// To the calendar of a person's bookings, without a sign-in and without an end.
    func feed(of user: User, generation: Int64) -> String {
        "\(publicURL)/feeds/\(codes.token(of: .feed(of: user, generation: generation))).ics"
    }

    /// The person whose feed a token claims to lead to; nil for one of another form.
    func claimedReader(ofFeed token: String) -> UserID? {
        LinkToken(token).flatMap { $0.end == nil ? UserID(rawValue: $0.id) : nil }
    }

    func leads(_ token: String, toFeedOf user: User, generation: Int64) -> Bool {
        codes.isGood(token, of: .feed(of: user, generation: generation), isOld: false)
    }

    // MARK: Accounts

    /// To the page on which a person proves an address or sets a password.
    func account(_ purpose: AccountLink, of user: User) -> String {
        let end = Int64(now().timeIntervalSince1970) + Int64(purpose.lifeSeconds)
        return "\(publicURL)/\(purpose.page)?token=\(codes.token(of: .account(purpose, user, end: end)))"
    }

    /// The id of the user whom a token claims to be for; throws `link_expired` for a token of another form.
    func claimedUser(_ token: String) throws -> UserID {
        guard let token = LinkToken(token), token.end != nil else { throw Problem(.linkExpired) }
        return UserID(rawValue: token.id)
    }

    /// False for a token that is forged, too old or was used.
    func leads(_ token: String, to purpose: AccountLink, of user: User, keyedSince: Date) -> Bool {
        guard let end = LinkToken(token)?.end else { return false }
        let now = now().timeIntervalSince1970
        let life = Double(purpose.lifeSeconds)
        // One that a clock made which was ahead would be good for as long as the clock was wrong.
        guard now < Double(end), Double(end) <= now + life + ClockSkew.mostSeconds else { return false }
        let madeAt = Date(timeIntervalSince1970: Double(end) - life)
        return codes.isGood(token, of: .account(purpose, user, end: end), isOld: madeAt <= keyedSince)
    }

    // MARK: The practice

    /// To its front.
    var practice: String { publicURL }
    /// To a file of it, by its path.
    func file(_ path: String) -> String { publicURL + path }
    /// As a browser names the Jitsi server's pages: its address without what stands behind the host.
    var jitsiOrigin: String {
        let parts = jitsi.address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.prefix(2).joined(separator: "/") + "/" + (parts.last?.prefix { $0 != "/" } ?? "")
    }
    /// To the documents for those who write programs.
    var documents: String { "\(publicURL)/docs" }
}

/// What a link in a mail about an account is for.
enum AccountLink: Sendable {
    case verifyEmail, resetPassword
    /// Proves an address that is to become the account's.
    case changeEmail(to: String)

    var lifeSeconds: Int {
        switch self {
        case .resetPassword: 3_600
        case .verifyEmail, .changeEmail: 3 * 86_400
        }
    }

    /// The path of its page.
    var page: String {
        switch self {
        case .resetPassword: "reset-password"
        case .verifyEmail, .changeEmail: "verify-email"
        }
    }
}
