import Domain
import Foundation

/// A service's times in a frame of the practice's own site: without the head and foot of other pages.
struct EmbedPage: Page {
    static let template = "pages/embed"
    let title: String
    /// `light` or `dark`, where the site says so.
    let scheme: String?
    /// Nil where there is nothing to be picked.
    let offer: EmbedOffer?
    let refusal: EmbedRefusal?
}

/// What is picked in a frame, and where the next steps are.
struct EmbedOffer: PageValues {
    let slip: Slip
    let picker: MonthPicker
    let next: String
    let site: String
    let href: String
}

/// Why there is nothing to be picked.
struct EmbedRefusal: PageValues {
    let heading: String
    let line: String?
    let link: SlipLink?
}

extension EmbedPage {
    /// The practice's home, as a host alone: `book.lindenhof.example`.
    init(_ shown: ServiceMonth, _ view: MonthPicker.View, scheme: String?, at publicURL: String, _ catalogue: Catalogue)
    {
        title = shown.offering.service.title
        self.scheme = scheme
        refusal = nil
        offer = EmbedOffer(
            slip: Slip(shown.offering, in: view.reader.zone, step: .time, catalogue),
            picker: MonthPicker(shown.month, view, catalogue), next: catalogue.sentence("page.embed.next"),
            site: String(publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""),
            href: ServicePages.path(of: shown.offering.service))
    }

    /// Of a frame in which nothing is shown: nobody may show it, or nothing can be booked there.
    init(refusing isAllowed: Bool, scheme: String?, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.embed.\(key)") }
        let heading = say(isAllowed ? "gone" : "not_allowed")
        (title, self.scheme, offer) = (heading, scheme, nil)
        refusal = EmbedRefusal(
            heading: heading, line: isAllowed ? nil : say("how"),
            link: isAllowed ? SlipLink(href: "/", text: say("elsewhere")) : nil)
    }
}
