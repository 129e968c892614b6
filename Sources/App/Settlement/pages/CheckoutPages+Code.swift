import Domain
import Foundation
import Hummingbird

/// Who is coming without a password: six digits by mail, typed in the same step.
extension CheckoutPages {
    /// Sends the digits, and shows where they are typed.
    func askForCode(
        _ form: Form, _ draft: CheckoutDraft, _ reader: CheckoutReader, _ request: Request, _ context: VisitorForm
    ) async throws -> Response {
        // All complaints at once, before a mail goes out.
        _ = try Form.gather(
            form.need("first_name", Form.text, UserForm.name), form.may("last_name", Form.text, UserForm.name),
            form.need("email", Form.text, UserForm.email))
        let asked = try await accounts.askForCode(form, request, reader.visit, context, zones)
        let page = YouCodePage(try await words(draft, reader), draft, asked, names: Self.names(form))
        return pages.answer(page, to: reader.visit)
    }

    /// Takes the digits, and goes on to the last look.
    func enterByCode(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(Self.codeFields)
        let slug = try Self.slug(context)
        guard let draft = CheckoutDraft(slug: slug, form) else { return .seeOther(CheckoutDraft.service(slug)) }
        do {
            let attempt = try CodeAttempt(form, request, context)
            let progress = try await accounts.signIn(ArrivingBrowser(request, context), by: attempt)
            return try await goOn(progress, draft, request, context)
        } catch let problem as Problem {
            let reader = try reader(request, context.browser)
            let asked = AskedCode(request: form.typed("request"), email: form.typed("email"))
            let page = YouCodePage(
                try await words(draft, reader), draft, asked, names: Self.names(form), problem: problem)
            throw ToldError(problem, by: (page, reader.visit))
        }
    }

    private static let codeFields = CheckoutDraft.fields.union([
        "way", "request", "code", "email", "first_name", "last_name",
    ])

    private static func names(_ form: Form) -> [KeptInput] {
        ["first_name", "last_name"].map { KeptInput(name: $0, value: form.typed($0)) }
    }
}
