import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// What a person does to keep their account their own: password, address, sessions.
struct SecurityRoutes: Sendable {
    let accounts: Accounts

    func changePassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["current_password", "password"], context)
        let (current, password) = try Form.gather(
            form.may("current_password", Form.text), form.need("password", Form.text, UserForm.password))
        try await accounts.changePassword(context.caller, from: current, to: password)
        return .noContent
    }

    func changeEmail(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["current_password", "email"], context)
        let (current, email) = try Form.gather(
            form.may("current_password", Form.text), form.need("email", Form.text, UserForm.email))
        try await accounts.askForEmail(email, context.caller, password: current)
        return Response(status: .accepted)
    }

    func sessions(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let current = try context.sessionID
        let sessions = try await accounts.sessions(of: context.user)
        return .object { $0.field("sessions", each: sessions) { $0.session($1, current: current) } }
    }

    func endSession(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await accounts.endSession(try context.id(), of: context.user)
        return .noContent
    }
}

extension SignedInContext {
    /// The person and the session of the request. Throws `forbidden` where a program asks with a key.
    var caller: Caller {
        get throws { Caller(user: user, session: try sessionID) }
    }
}

extension AdminContext {
    /// The admin and the session of the request.
    var caller: Caller { get throws { Caller(user: admin, session: try sessionID) } }
}
