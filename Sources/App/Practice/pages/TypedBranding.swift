import Domain

/// The branding's fields as a page shows them and as people type them: origins stand in lines. What the law wants has
/// pages of its own, since it is long.
struct TypedBranding: Sendable {
    private(set) var form: Form
    let isLook: Bool

    static let texts = [
        "name", "address", "tax_number", "time_zone", "support_email", "support_url", "accent", "footer",
    ]
    private static let names = Set(texts + ["embed_origins"])

    init(_ sent: SentForm) throws {
        let sent = try sent.form(Self.names.union(["do"]))
        isLook = sent.typed("do") == "preview"
        form = try Form(sent.fields.filter { $0.key != "do" }, allowed: Self.names)
    }

    /// What of it can be looked at in an address, before it is saved.
    static let looks = ["accent", "name", "footer"]

    /// As it is stored; with other texts, by the names of their fields, where these are only looked at.
    init(_ branding: Branding, looking: [String: String] = [:]) throws {
        let values = [
            branding.name, branding.address, branding.taxNumber, branding.timeZone, branding.supportEmail,
            branding.supportURL, branding.accent?.hex, branding.footer,
        ]
        var texts = Dictionary(uniqueKeysWithValues: zip(Self.texts, values.map { $0 ?? "" }))
        texts.merge(looking) { $1 }
        texts["embed_origins"] = branding.embedOrigins.joined(separator: "\n")
        form = try Form(texts.mapValues(JSONValue.typed), allowed: Self.names)
        isLook = false
    }

    /// All of the branding but what has pages of its own.
    func read() throws -> Branding {
        var fields = form.fields
        let lines = form.typed("embed_origins").split(separator: "\n").map(String.init)
        fields["embed_origins"] = .array(lines.filter { !$0.allSatisfy(\.isWhitespace) }.map(Self.origin))
        return try BrandingForm.read(try Form(fields, allowed: BrandingForm.fields))
    }

    /// As people copy it from the line where a browser shows it.
    private static func origin(_ line: String) -> JSONValue {
        let bare = line.filter { !$0.isWhitespace }
        return .typed(bare.hasSuffix("/") ? String(bare.dropLast()) : bare)
    }
}

/// The fields of the branding's page, with what is typed in them and what is wrong with them.
struct BrandingFields {
    let typed: TypedBranding
    let failure: FormFailure?
    private let swatch: FormSwatch
    private let catalogue: Catalogue

    init(typed: TypedBranding, swatch: AccentColour?, problem: Problem?, catalogue: Catalogue) {
        (self.typed, self.catalogue) = (typed, catalogue)
        self.swatch = FormSwatch(
            label: catalogue.sentence("page.branding.picker"), colour: swatch?.hex ?? Assets.ownColour)
        failure = problem.map { FormFailure($0.gathering("embed_origins"), catalogue, labels: Self.labels(catalogue)) }
    }

    var groups: [FormControlGroup] {
        [
            group("who", [short("name"), short("tax_number"), long("address"), zone]),
            group("look", [short("accent"), FormControl(swatch: swatch)]),
            group("contact", [short("support_email", kind: .email), short("support_url"), long("footer")]),
            group("sites", [long("embed_origins")]),
        ]
    }

    private func group(_ key: String, _ controls: [FormControl]) -> FormControlGroup {
        FormControlGroup(
            groupID: "group-\(key)", groupHeading: catalogue.sentence("page.branding.group.\(key)"), groupLine: nil,
            controls: controls)
    }

    private func short(_ name: String, kind: FormField.Kind = .text) -> FormControl {
        var field = FormField(name, label(name), kind: kind, explanation: hint(name), failure: failure)
        (field.value, field.isRequired) = (typed.form.typed(name), false)
        return FormControl(short: field)
    }

    private var zone: FormControl {
        let present = typed.form.typed("time_zone")
        let own = FormChoice.Option(value: "", text: label("no_time_zone"), isChosen: present.isEmpty)
        let options = [own] + ZoneChoice.options(present)
        return FormControl(choice: FormChoice("time_zone", label("time_zone"), of: options, failure: failure))
    }

    private func long(_ name: String) -> FormControl {
        var area = FormArea(name, label(name), explanation: hint(name), failure: failure)
        area.value = typed.form.typed(name)
        return FormControl(long: area)
    }

    private func label(_ name: String) -> String { catalogue.sentence("page.branding.label.\(name)") }

    private func hint(_ name: String) -> String? {
        catalogue.has("page.branding.hint.\(name)") ? catalogue.sentence("page.branding.hint.\(name)") : nil
    }

    private static func labels(_ catalogue: Catalogue) -> [String: String] {
        let names = TypedBranding.texts + ["embed_origins"]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, catalogue.sentence("page.branding.label.\($0)")) })
    }
}
