import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// A person's own profile, and the list of people that admins keep.
struct UserRoutes: Sendable {
    let accounts: Accounts

    func me(_ request: Request, _ context: SignedInContext) async throws -> Response {
        .object { $0.field("user", user: context.user) }
    }

    func changeMe(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(
            ["first_name", "last_name", "display_name", "time_zone", "locale"], context)
        let (first, last, display, zone, locale) = try Form.gather(
            UserForm.changedName(form, "first_name"), UserForm.changedName(form, "last_name"),
            UserForm.changedName(form, "display_name"), form.may("time_zone", Form.text, UserForm.zone),
            form.may("locale", Form.text, UserForm.locale))
        let change = ProfileChange(
            firstName: first, lastName: last, displayName: display, timeZone: zone, locale: locale)
        let user = try await accounts.change(context.user.id, change, by: context.user)
        return .object { $0.field("user", user: user) }
    }

    /// Asks for the mail by which the address is proved once more.
    func askForProof(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await accounts.askForProof(context.user)
        return Response(status: .accepted)
    }

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let listing = try await accounts.users(search: try query.search("q"), try query.part())
        return .list("users", listing) { $0.user($1) }
    }

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        let user = try await accounts.user(try context.id())
        return .object { $0.field("user", user: user) }
    }

    func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        let id: UserID = try context.id()
        let form = try await request.form(
            ["is_admin", "is_host", "first_name", "last_name", "display_name", "email"], context)
        let (isAdmin, isHost, first, last, display, email) = try Form.gather(
            form.may("is_admin", Form.flag), form.may("is_host", Form.flag),
            UserForm.changedName(form, "first_name"), UserForm.changedName(form, "last_name"),
            UserForm.changedName(form, "display_name"), form.may("email", Form.text, UserForm.email))
        let change = ProfileChange(
            firstName: first, lastName: last, displayName: display, isAdmin: isAdmin, isHost: isHost, email: email)
        let user = try await accounts.change(id, change, by: context.admin)
        return .object { $0.field("user", user: user) }
    }
}
