extension JSONText {
    /// `"branding": {…}`, as admins see it.
    mutating func field(_ name: StaticString, branding: Branding) {
        field(name) { json in
            json.field("name", branding.name)
            json.field("address", branding.address)
            json.field("tax_number", branding.taxNumber)
            json.field("time_zone", branding.timeZone)
            json.field("accent", branding.accent?.hex)
            json.field("support_email", branding.supportEmail)
            json.field("support_url", branding.supportURL)
            json.field("imprint", legal: branding.imprint)
            json.field("privacy", legal: branding.privacy)
            json.field("terms", legal: branding.terms)
            json.field("withdrawal", legal: branding.withdrawal)
            json.field("footer", branding.footer)
            json.field("embed_origins", each: branding.embedOrigins) { $0.string($1) }
            json.field("logo_url", branding.logo.map(LogoFile.path))
            json.field("contrast", of: branding.accent)
        }
    }

    /// How well texts can be read on buttons and in links, in tenths; null without a colour.
    private mutating func field(_ name: StaticString, of accent: AccentColour?) {
        guard let (light, dark) = accent?.contrasts else { return field(name, json: "null") }
        field(name) { json in
            json.field("light", light)
            json.field("dark", dark)
        }
    }

    private mutating func field(_ name: StaticString, _ contrast: (button: Double, link: Double)) {
        field(name) { json in
            json.field("button", json: AccentColour.tenths(contrast.button))
            json.field("link", json: AccentColour.tenths(contrast.link))
        }
    }

    private mutating func field(_ name: StaticString, legal: LegalText?) {
        switch legal {
        case nil: field(name, json: "null")
        case .url(let url): field(name) { $0.field("url", url) }
        case .text(let texts):
            field(name) { json in
                json.field("text") { json in
                    for (language, text) in texts.sorted(by: { $0.key < $1.key }) { json.member(language, text) }
                }
            }
        }
    }
}
