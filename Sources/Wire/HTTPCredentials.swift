/// User and password of a call. Printing them shows neither.
package struct HTTPCredentials: Sendable, Equatable {
    package let user: String
    package let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension HTTPCredentials: CustomStringConvertible, CustomReflectable {
    package var description: String { "credentials" }

    /// Without children: `dump` and debuggers show the description alone.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
