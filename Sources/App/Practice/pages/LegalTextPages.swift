import Domain
import Hummingbird

/// One of the texts that the law wants, as admins write it: at an address of the practice's own, or in each language.
struct LegalTextPages: Sendable {
    let branding: PracticeBranding
    let pages: Pages

    /// `backTo` is where the text leads once it is saved, in place of the branding.
    static func path(of kind: LegalText.Kind, backTo next: NextPath = NextPath(nil)) -> String {
        "\(BrandingPages.path)/law/\(kind.rawValue)" + next.query
    }

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let kind = try Self.kind(context)
        let visit = PageVisit(request, context.browser)
        let form = try Self.typed(try await branding.read()[kind], kind)
        let next = try NextPath(of: request)
        return pages.answer(LegalTextPage(kind, form, next: next, visit.catalogue), to: visit)
    }

    func change(_ request: Request, _ context: AdminForm) async throws -> Response {
        let kind = try Self.kind(context)
        let form = try context.form([kind.rawValue])
        let next = try NextPath(of: request)
        do {
            let text = try Form.gather(BrandingForm.legal(kind, form))
            try await branding.change(by: context.admin) { $0[kind] = text }
            return next.seen(else: BrandingNotice.text.seen)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let page = LegalTextPage(kind, form, next: next, problem: problem, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
    }

    private static func kind(_ context: some PageContext) throws -> LegalText.Kind {
        guard let name = context.parameters.get("kind"), let kind = LegalText.Kind(rawValue: name) else {
            throw Problem(.notFound)
        }
        return kind
    }

    /// As it is stored.
    private static func typed(_ text: LegalText?, _ kind: LegalText.Kind) throws -> Form {
        let members: [String: JSONValue] =
            switch text {
            case nil: [:]
            case .url(let url): ["url": .typed(url)]
            case .text(let texts): ["text": .object(texts.mapValues(JSONValue.typed))]
            }
        return try Form([kind.rawValue: .object(members)], allowed: [kind.rawValue])
    }
}

/// The form of one such text.
struct LegalTextPage: Page {
    static let template = "pages/legal-text"
    static let place: DeskPlace? = .branding
    let title: String
    let heading: String
    let line: String
    var failure: FormFailure?
    let action: String
    let controls: [FormControl]
    let save: String
    let back: NoticePage.Link

    init(
        _ kind: LegalText.Kind, _ form: Form, next: NextPath, problem: Problem? = nil, _ catalogue: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.branding.\(key)", gaps)
        }
        let languages = Catalogue.all.values.sorted { $0.language < $1.language }
        let texts = languages.map { ("\(kind.rawValue).text.\($0.language)", $0.sentence("language.name")) }
        let address = "\(kind.rawValue).url"
        let labels = [address: say("text_url")].merging(texts) { $1 }
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        self.failure = failure
        heading = catalogue.sentence("page.legal.\(kind.rawValue)")
        title = FormFailure.title(heading, failure, catalogue)
        (line, save) = (say("text_line"), say("save"))
        action = LegalTextPages.path(of: kind, backTo: next)
        var url = FormField(address, say("text_url"), explanation: say("text_url_hint"), failure: failure)
        (url.value, url.isRequired) = (form.typed(address), false)
        controls =
            [FormControl(short: url)]
            + texts.map { name, language in
                var area = FormArea(name, language, failure: failure)
                area.value = form.typed(name)
                return FormControl(long: area)
            }
        back = NoticePage.Link(
            href: next.text ?? BrandingPages.path, text: next.text == nil ? say("title") : say("text_back"))
    }
}
