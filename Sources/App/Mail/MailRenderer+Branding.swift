extension MailRenderer {
    /// How the practice shows itself in each mail: the colour of buttons and links, what stands at its end, and links
    /// to what the law wants to be told.
    func brandValues(_ catalogue: Catalogue) -> [String: Any] {
        let branding = sender.branding.now
        let legal = LegalText.Kind.allCases.compactMap { kind -> [String: String]? in
            guard let text = branding[kind] else { return nil }
            var url = links.file("/\(kind.rawValue)")
            if case .url(let own) = text { url = own }
            return ["Label": catalogue.sentence("page.legal.\(kind.rawValue)"), "URL": url]
        }
        let lines = branding.footer?.split(separator: "\n").map { ["Line": String($0)] } ?? []
        return ["Accent": branding.accent?.onWhite ?? Self.ownColour, "FootLines": lines, "FootLinks": legal]
    }

    /// Of a practice that has given none.
    private static let ownColour = "#14537e"
}
