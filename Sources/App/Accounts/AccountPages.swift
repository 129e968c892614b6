import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The pages that links in mails lead to. They show on GET and act on POST: mail scanners open every link.
struct AccountPages: Sendable {
    let accounts: Accounts
    let templates: Templates

    func showVerifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        page(request).form(
            "verify_email", action: "/verify-email", token: try Query(request).text("token") ?? "", asksPassword: false)
    }

    func verifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await request.htmlForm(context)
        return try await page(request).outcome(of: "verify_email") {
            try await accounts.verifyEmail(token: fields["token"] ?? "", from: context.address)
        }
    }

    func showResetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        page(request).form(
            "reset_password", action: "/reset-password", token: try Query(request).text("token") ?? "",
            asksPassword: true)
    }

    func resetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await request.htmlForm(context)
        return try await page(request).outcome(of: "reset_password") {
            let password = try UserForm.password(fields["password"] ?? "", "password")
            try await accounts.resetPassword(token: fields["token"] ?? "", password: password, from: context.address)
        }
    }

    /// The pages in the reader's language.
    private func page(_ request: Request) -> AccountPage {
        AccountPage(templates: templates, catalogue: Catalogue.of(request.headers[.acceptLanguage]))
    }
}

/// One page, in one language.
private struct AccountPage {
    let templates: Templates
    let catalogue: Catalogue

    func form(_ page: String, action: String, token: String, asksPassword: Bool) -> Response {
        var values: [String: Any] = [
            "language": catalogue.language, "title": sentence("\(page).title"), "intro": sentence("\(page).intro"),
            "action": action, "token": token, "button": sentence("\(page).action"), "password": asksPassword,
        ]
        if asksPassword { values["label"] = sentence("\(page).label") }
        return unkept(Response(html: templates.render("pages/form", values)))
    }

    /// The page holds a token that is as good as a password for a while.
    private func unkept(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// A person reads a page either way; only the status tells a program.
    func outcome(of page: String, _ body: () async throws -> Void) async throws -> Response {
        do {
            try await body()
            return notice(.ok, title: sentence("\(page).done_title"), lines: [sentence("\(page).done")])
        } catch let problem as Problem {
            var lines = [catalogue.sentence("problem.\(problem.code.rawValue).detail", problem.arguments)]
            lines += problem.fields.map { field in
                "\(field.name): \(catalogue.sentence("complaint.\(field.complaint.rawValue)", field.arguments))"
            }
            return notice(.init(code: problem.code.status), title: sentence("failed_title"), lines: lines)
        }
    }

    private func notice(_ status: HTTPResponse.Status, title: String, lines: [String]) -> Response {
        let values: [String: Any] = ["language": catalogue.language, "title": title, "lines": lines]
        return unkept(Response(status, html: templates.render("pages/notice", values)))
    }

    private func sentence(_ key: String) -> String { catalogue.sentence("page.\(key)") }
}
