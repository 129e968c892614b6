extension MailRenderer {
    /// How the practice shows itself in each mail: its name or logo, its colours, what stands at the end, and links to
    /// help and to what the law wants to be told.
    func brandValues(_ catalogue: Catalogue) -> [String: Any] {
        let branding = sender.branding.now
        let made = look.of(branding)
        let from = sender.now
        let legal = LegalText.Kind.allCases.compactMap { kind -> [String: String]? in
            guard let text = branding[kind] else { return nil }
            var url = links.file("/\(kind.rawValue)")
            if case .url(let own) = text { url = own }
            return ["Label": catalogue.sentence("page.legal.\(kind.rawValue)"), "URL": url]
        }
        var values: [String: Any] = [
            "Practice": from.name ?? from.address, "FootLines": Self.lines(branding.footer).map { ["Line": $0] },
            "FootLinks": legal, "AddressHint": catalogue.sentence("mail.address_hint"),
        ]
        values.merge(made.colours) { own, _ in own }
        if let direction = catalogue.direction { values["Direction"] = direction }
        if let logo = made.logo { values["LogoURL"] = links.file(logo) }
        if let url = branding.support {
            values["SupportURL"] = url
            values["SupportAddress"] = branding.supportURL ?? branding.supportEmail
            values["SupportLabel"] = catalogue.sentence("page.legal.support")
        }
        // Whoever has written lines for the end of the mails has said there where the practice is.
        if branding.footer == nil, let address = branding.address {
            values["PracticeAddress"] = Self.lines(address).joined(separator: " · ")
        }
        return values
    }

    private static func lines(_ text: String?) -> [String] {
        text?.split(separator: "\n").map(String.init) ?? []
    }
}
