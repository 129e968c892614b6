import Domain
import Foundation

extension JSONText {
    /// A person, as they themselves and admins see them.
    mutating func user(_ user: User) {
        object { json in
            json.field("id", user.id)
            json.field("email", user.email)
            json.field("first_name", user.firstName)
            json.field("last_name", user.lastName)
            json.field("display_name", user.displayName)
            json.field("name", user.name)
            json.field("is_admin", user.isAdmin)
            json.field("is_host", user.isHost)
            json.field("email_verified", user.emailVerifiedAt != nil)
            json.field("time_zone", user.timeZone)
            json.field("locale", user.locale)
            json.field("created_at", user.createdAt)
        }
    }

    /// `"user": {…}`
    mutating func field(_ name: StaticString, user: User) {
        field(
            name,
            json: {
                var json = JSONText(); json.user(user); return json.text
            }())
    }
}
