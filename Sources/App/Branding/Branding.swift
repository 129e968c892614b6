import Wire

/// How the practice shows itself, as its admins have said; nil where they have said nothing.
struct Branding: Sendable, Equatable {
    /// When it was changed, in seconds of the epoch; grows with each change, and is 0 where there was none.
    var version: Int64 = 0
    var name: String?
    /// Some lines.
    var address: String?
    var taxNumber: String?
    /// Of the IANA database; nil where it is the server's.
    var timeZone: String?
    var accent: AccentColour?
    var supportEmail: String?
    var supportURL: String?
    var imprint: LegalText?
    var privacy: LegalText?
    var terms: LegalText?
    var withdrawal: LegalText?
    /// Some lines that stand below each mail.
    var footer: String?
    /// Origins that may show the practice's times in a frame of theirs.
    var embedOrigins: [String] = []
    var logo: Logo?

    /// Who sends the practice's mails: the address that the settings name, by the name that the practice gave itself.
    func sender(_ from: Mailbox) -> Mailbox { Mailbox(name: name ?? from.name, address: from.address) }

    /// Who sells, as a receipt names it: the practice's name, postal address and tax number, as far as they are known,
    /// and the address of its mails where nothing else leads to it.
    func seller(else from: Mailbox) -> String {
        let place = address?.replacing("\n", with: ", ") ?? from.address
        return [name ?? from.name, place, taxNumber].compactMap(\.self).joined(separator: ", ")
    }

    /// Where one asks for help: a page, else a mail.
    var support: String? { supportURL ?? supportEmail.map { "mailto:\($0)" } }

    subscript(_ kind: LegalText.Kind) -> LegalText? {
        get { self[keyPath: Self.place(of: kind)] }
        set { self[keyPath: Self.place(of: kind)] = newValue }
    }

    private static func place(of kind: LegalText.Kind) -> WritableKeyPath<Branding, LegalText?> {
        switch kind {
        case .imprint: \.imprint
        case .privacy: \.privacy
        case .terms: \.terms
        case .withdrawal: \.withdrawal
        }
    }
}
