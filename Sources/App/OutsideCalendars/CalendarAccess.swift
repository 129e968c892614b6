import Domain
import Wire

/// How a calendar is reached. Printing it shows nothing of it.
struct CalendarAccess: Sendable, CustomStringConvertible, CustomReflectable {
    /// Its address; a feed's is its password too.
    var url: String
    /// Nil where the server asks for none.
    var credentials: HTTPCredentials?

    var description: String { "access to a calendar" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// The same as it is stored.
struct SealedAccess: Sendable, Equatable {
    let url: String
    let user: String?
    let password: String?
}
