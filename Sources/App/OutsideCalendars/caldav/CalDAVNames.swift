import Foundation

/// Properties by which calendars are found and known.
enum CalDAVNames {
    /// Who has signed in (RFC 5397), whose calendars are where (RFC 4791, 6.2.1), and how the person is invited
    /// (RFC 6638, 2.4.1).
    static let principal = XMLName.dav("current-user-principal")
    static let home = XMLName.caldav("calendar-home-set")
    static let addresses = XMLName.caldav("calendar-user-address-set")
    /// What a resource is, and may hold.
    static let type = XMLName.dav("resourcetype")
    static let components = XMLName.caldav("supported-calendar-component-set")
    /// How it is shown, and what one may do there (RFC 3744, 5.4).
    static let name = XMLName.dav("displayname")
    static let colour = XMLName("calendar-color", in: "http://apple.com/ns/ical/")
    static let privileges = XMLName.dav("current-user-privilege-set")

    /// `mailto:jo@example.com`
    static func mailbox(_ address: String) -> String? {
        guard address.lowercased().hasPrefix("mailto:") else { return nil }
        return address.dropFirst(7).removingPercentEncoding
    }
}
