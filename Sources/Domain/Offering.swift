/// A service as one host offers it: what is shown, booked, and laid into the host's calendar. Each service has one
/// today.
package struct Offering: Sendable {
    package var service: Service
    package let host: User
    /// The zone in which the host's hours are meant.
    package let zoneIdentifier: String

    package init(service: Service, host: User, zoneIdentifier: String) {
        self.service = service
        self.host = host
        self.zoneIdentifier = zoneIdentifier
    }

    /// Whether it may be booked at all.
    package var isOffered: Bool { service.isActive && host.isHost && host.deletedAt == nil }

    /// The same service bookable from now on and for two years, as whoever runs the practice may book it.
    package var withoutNotice: Offering {
        var offered = self
        offered.service.minimumNotice = 0
        offered.service.bookingHorizon = 730
        return offered
    }
}
