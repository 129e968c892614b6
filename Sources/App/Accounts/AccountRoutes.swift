import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Signing up, in and out.
struct AccountRoutes: Sendable {
    let accounts: Accounts

    func register(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(
            ["email", "password", "first_name", "last_name", "time_zone", "locale"], context)
        let (email, password, first, last, zone, locale) = try Form.gather(
            form.need("email", Form.text, UserForm.email), form.need("password", Form.text, UserForm.password),
            form.may("first_name", Form.text, UserForm.name), form.may("last_name", Form.text, UserForm.name),
            form.may("time_zone", Form.text, UserForm.zone), form.may("locale", Form.text, UserForm.locale))
        let registration = Registration(
            email: email, password: password, firstName: first, lastName: last, timeZone: zone, locale: locale,
            device: ProgramName.words(userAgent: request.plainHeader(.userAgent, most: 1_000)))
        return answer(.created, try await accounts.register(registration, from: context.address))
    }

    func login(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(["email", "password", "totp", "device_token"], context)
        let (email, password, code, device) = try Form.gather(
            form.need("email", Form.text, UserForm.email), form.need("password", Form.text),
            form.may("totp", Form.text), form.may("device_token", Form.text))
        let attempt = LoginAttempt(
            email: email, password: password, code: code, deviceToken: device,
            device: ProgramName.words(userAgent: request.plainHeader(.userAgent, most: 1_000)))
        return answer(.ok, try await accounts.login(attempt, from: context.address))
    }

    func askForCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(["email", "locale", "time_zone", "device_token"], context)
        let (email, locale, zone, device) = try Form.gather(
            form.need("email", Form.text, UserForm.email), form.may("locale", Form.text, UserForm.locale),
            form.may("time_zone", Form.text, UserForm.zone), form.may("device_token", Form.text))
        let wish = CodeWish(email: email, locale: locale, timeZone: zone, deviceToken: device)
        let asked = try await accounts.askForCode(wish, from: context.address)
        var response = Response.object(.accepted) { $0.field("request", asked) }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    func verifyCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(
            ["request", "code", "totp", "first_name", "last_name", "device_token"], context)
        let (asked, code, totp, first, last, device) = try Form.gather(
            form.need("request", Form.text), form.need("code", Form.text, UserForm.code), form.may("totp", Form.text),
            form.may("first_name", Form.text, UserForm.name), form.may("last_name", Form.text, UserForm.name),
            form.may("device_token", Form.text))
        let attempt = CodeAttempt(
            request: asked, code: code, totp: totp, firstName: first, lastName: last, deviceToken: device,
            device: ProgramName.words(userAgent: request.plainHeader(.userAgent, most: 1_000)))
        let signedIn = try await accounts.login(attempt, from: context.address)
        return answer(signedIn.isNew ? .created : .ok, signedIn)
    }

    func refresh(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(["refresh_token"], context)
        let token = try Form.gather(form.need("refresh_token", Form.text))
        return answer(.ok, try await accounts.refresh(token, from: context.address))
    }

    func logout(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await accounts.logout(session: context.sessionID)
        return .noContent
    }

    func forgotPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(["email", "device_token"], context)
        let (email, device) = try Form.gather(
            form.need("email", Form.text, UserForm.email), form.may("device_token", Form.text))
        try await accounts.forgotPassword(email: email, deviceToken: device, from: context.address)
        return Response(status: .accepted)
    }

    func resetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(["token", "password"], context)
        let (token, password) = try Form.gather(
            form.need("token", Form.text), form.need("password", Form.text, UserForm.password))
        try await accounts.resetPassword(token: token, password: password, from: context.address)
        return .noContent
    }

    func verifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.form(["token"], context)
        let token = try Form.gather(form.need("token", Form.text))
        try await accounts.verifyEmail(token: token, from: context.address)
        return .noContent
    }

    private func answer(_ status: HTTPResponse.Status, _ signedIn: SignedIn) -> Response {
        var response = Response.object(status) { json in
            json.field("user", user: signedIn.user)
            json.field("token", signedIn.token)
            json.field("token_type", "Bearer")
            json.field("expires_in", signedIn.lifeSeconds)
            json.field("refresh_token", signedIn.refreshToken)
            if let device = signedIn.deviceToken { json.field("device_token", device) }
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
