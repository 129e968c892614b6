/// What stands around every page. Web makes it, so that no page needs to know of it; templates name its values as
/// `frame.skip`.
struct Frame: PageValues {
    /// In which the page's language is read, where that is not from left to right.
    let direction: String?
    /// What the practice is called, its first letter, and its logo, which stands for it in place of the letter.
    let practice: String
    let initial: String
    let logo: String?
    /// For the browser's tab.
    let icon: String
    /// Addresses of the style sheet, and of the script where the page may run it.
    let styleSheet: String
    let script: String?
    /// The link for those who go by the keyboard: past the head of the page.
    let skip: String
    let madeBy: String
    /// To what the law wants to be told, and to help.
    let footLinks: [FootLink]
    /// What the way to one's account is called, and that to the page where one signs in, for whoever is not signed in.
    let account: String
    let bookings: String
    let signIn: String?
    /// The name of whoever is signed in.
    let person: String?
    /// What the way to the practice's pages is called; nil for whoever may see none.
    let toDesk: String?
    /// The rail of the practice's pages; nil on all others.
    let desk: DeskFrame?
    let csrfToken: String?
    let notice: Notice?
    /// Nil on a page that could not be shown again.
    let choice: LanguageOffer?

    /// The other languages in which the page can be read, and where it is.
    struct LanguageOffer: PageValues {
        let label: String
        let here: String
        let languages: [Language]

        /// By its code and by its own name.
        struct Language: PageValues {
            let code: String
            let name: String
        }
    }

    struct FootLink: PageValues {
        let href: String
        let text: String
    }
}

extension Frame.LanguageOffer {
    /// Of a visit that follows the reader's wish.
    init?(_ visit: PageVisit) {
        guard let here = visit.path, visit.asksForLanguage, visit.knowsWho else { return nil }
        label = visit.catalogue.sentence("page.frame.language")
        self.here = here.text
        languages = Catalogue.all.values.filter { $0.language != visit.catalogue.language }
            .map { Language(code: $0.language, name: $0.sentence("language.name")) }.sorted { $0.code < $1.code }
    }
}

/// What has just been done, told once at the head of the next page.
struct Notice: PageValues {
    enum Tone: String {
        case good, info, warn, bad

        /// The path of its sign, in 24 units.
        var sign: String {
            switch self {
            case .good: Pill.Sign.tick.rawValue
            case .info: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.1"
            case .warn: "M12 4l9 15.5H3zM12 10v4.5M12 17v.1"
            case .bad: Pill.Sign.cross.rawValue
            }
        }
    }

    /// A class of the style sheet: word, shape and colour say the same.
    let tone: String
    let icon: String
    let text: String

    init(_ tone: Tone, _ text: String) {
        (self.tone, icon, self.text) = (tone.rawValue, tone.sign, text)
    }
}
