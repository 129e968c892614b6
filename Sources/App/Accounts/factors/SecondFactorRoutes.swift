import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// A person's second factor, and its reset by an admin.
struct SecondFactorRoutes: Sendable {
    let accounts: Accounts

    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let state = try await accounts.secondFactor(of: context.user)
        return .object { json in
            json.field("confirmed_at", state?.confirmedAt)
            json.field("recovery_codes_left", state?.recoveryCodesLeft ?? 0)
        }
    }

    func begin(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["current_password"], context)
        let password = try Form.gather(form.may("current_password", Form.text))
        let setup = try await accounts.beginSecondFactor(context.caller, password: password)
        return .unstored { json in
            json.field("secret", setup.secret.value)
            json.field("uri", setup.uri.value)
        }
    }

    func confirm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["code"], context)
        let code = try Form.gather(form.need("code", Form.text))
        return .codes(try await accounts.confirmSecondFactor(context.caller, code: code))
    }

    func renewCodes(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["current_password", "totp"], context)
        let (password, code) = try Form.gather(
            form.may("current_password", Form.text), form.may("totp", Form.text))
        return .codes(try await accounts.renewRecoveryCodes(context.caller, password: password, code: code))
    }

    func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["current_password", "totp"], context)
        let (password, code) = try Form.gather(
            form.may("current_password", Form.text), form.may("totp", Form.text))
        try await accounts.removeSecondFactor(context.caller, password: password, code: code)
        return .noContent
    }

    func reset(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await accounts.resetSecondFactor(of: try context.id(), by: context.admin)
        return .noContent
    }
}

extension Response {
    /// What is told once, and kept by nobody on the way.
    fileprivate static func unstored(_ write: (inout JSONText) -> Void) -> Response {
        var response = Response.object { write(&$0) }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    fileprivate static func codes(_ codes: [RecoveryCode]) -> Response {
        .unstored { json in json.field("recovery_codes", each: codes) { $0.string($1.text) } }
    }
}
