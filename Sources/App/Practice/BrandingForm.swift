import Domain
import Foundation

/// How the fields of the branding are read: all of them at once, and what is not sent is empty.
enum BrandingForm {
    static let fields: Set<String> = [
        "name", "address", "tax_number", "time_zone", "accent", "support_email", "support_url", "imprint",
        "privacy", "terms", "withdrawal", "footer", "embed_origins",
    ]
    private static let mostOrigins = 20
    private static let mostLetters = 20_000

    /// All but version and logo, which are no fields.
    static func read(_ form: Form) throws -> Branding {
        let (who, help, law) = try Form.gather(
            Form.answer { try identity(form) }, Form.answer { try contact(form) }, Form.answer { try texts(form) })
        var branding = Branding()
        (branding.name, branding.address, branding.taxNumber) = (who.name, who.address, who.taxNumber)
        (branding.timeZone, branding.accent, branding.footer) = (who.timeZone, who.accent, who.footer)
        (branding.supportEmail, branding.supportURL, branding.embedOrigins) = help
        (branding.imprint, branding.privacy, branding.terms, branding.withdrawal) = law
        return branding
    }

    private static func identity(_ form: Form) throws -> Branding {
        var branding = Branding()
        (
            branding.name, branding.address, branding.taxNumber, branding.timeZone, branding.accent, branding.footer
        ) = try Form.gather(
            form.may("name", Form.text, line), form.may("address", Form.text, lines),
            form.may("tax_number", Form.text, line), form.may("time_zone", Form.text, UserForm.zone),
            form.may("accent", Form.text, colour), form.may("footer", Form.text, lines))
        return branding
    }

    private static func contact(_ form: Form) throws -> (email: String?, url: String?, origins: [String]) {
        let (email, page, frames) = try Form.gather(
            form.may("support_email", Form.text, UserForm.email), form.may("support_url", Form.url),
            form.may("embed_origins", Form.array, origins))
        return (email, page, frames ?? [])
    }

    private typealias Texts = (imprint: LegalText?, privacy: LegalText?, terms: LegalText?, withdrawal: LegalText?)

    private static func texts(_ form: Form) throws -> Texts {
        try Form.gather(
            legal(.imprint, form), legal(.privacy, form), legal(.terms, form), legal(.withdrawal, form))
    }

    private static func line(_ text: String, _ field: String) throws -> String? {
        try Text.name(text, field: field, maximum: 100)
    }

    private static func lines(_ text: String, _ field: String) throws -> String? {
        try Text.paragraph(text, field: field, maximum: 500)
    }

    private static func colour(_ text: String, _ field: String) throws -> AccentColour? {
        guard let colour = AccentColour(text) else { throw Problem.malformed(field, .colour) }
        return colour
    }

    /// Scheme, host and port alone, as a browser names an origin.
    private static func origins(_ values: [JSONValue], _ field: String) throws -> [String] {
        guard values.count <= mostOrigins else {
            throw Problem.invalid(field, .tooMany, ["maximum": String(mostOrigins)])
        }
        return try Form.gather(
            all: values.enumerated().map { index, value in
                Form.answer {
                    let field = "\(field)[\(index)]"
                    let text = try Form.url(value, field)
                    guard isOrigin(text) else { throw Problem.malformed(field, .url) }
                    return text.lowercased()
                }
            })
    }

    /// Nothing stands in it that ends a name in `frame-ancestors`, or that means another one there.
    private static func isOrigin(_ text: String) -> Bool {
        guard let host = text.firstRange(of: "://") else { return false }
        return text[host.upperBound...].wholeMatch(of: /(?:[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/) != nil
    }

    /// `{"url": …}` or `{"text": {"en": …}}`.
    static func legal(_ kind: LegalText.Kind, _ form: Form) -> Form.Answer<LegalText?> {
        form.may(kind.rawValue, Form.object) { values, field in
            let own = try Form(values, allowed: ["url", "text"], prefix: field + ".")
            let (link, texts) = try Form.gather(
                own.may("url", Form.url), own.may("text", Form.object, byLanguage))
            switch (link, texts) {
            case (let link?, nil): return .url(link)
            case (nil, let texts?): return .text(texts)
            case (nil, nil): return nil
            default: throw Problem.invalid(field + ".url", .tooMany, ["maximum": "1"])
            }
        }
    }

    /// By the languages that this program speaks; nil where none says anything, as a page sends empty fields.
    private static func byLanguage(_ values: [String: JSONValue], _ field: String) throws -> [String: String]? {
        let own = try Form(values, allowed: Set(Catalogue.all.keys), prefix: field + ".")
        var texts: [String: String] = [:]
        for language in values.keys {
            let text = try Form.gather(
                own.may(language, Form.text) { try Text.paragraph($0, field: $1, maximum: mostLetters) })
            if let text { texts[language] = text }
        }
        return texts.isEmpty ? nil : texts
    }
}
