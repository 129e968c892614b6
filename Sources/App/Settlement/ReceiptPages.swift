import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Wire

/// Receipts, as pages that can be printed.
struct ReceiptPages: Sendable {
    let settlement: Settlement
    let pages: Pages
    /// Who issues them: the practice as its mails name it.
    let issuer: Mailbox
    let branding: PresentBranding

    /// For whoever may see the booking. Throws `not_found` while nothing was paid.
    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let scope = BookingScope.visible(to: context.user)
        let paper = try await settlement.receipt(of: try context.id(), scope)
        return try answer(paper, to: PageVisit(Catalogue.of(context.user.locale), knowsWho: false))
    }

    /// For its client, in a browser.
    func show(_ id: BookingID, to client: User, _ visit: PageVisit) async throws -> Response {
        try answer(try await settlement.receipt(of: id, .visible(to: client)), to: visit)
    }

    /// By the link of a mail.
    func showLinked(_ request: Request, _ context: AppContext) async throws -> Response {
        let paper = try await settlement.receipt(linkedBy: context.parameters.get("token") ?? "")
        var visit = PageVisit(Catalogue.of(paper.entry.client.locale))
        visit.person = context.browser?.person?.user.name
        return try answer(paper, to: visit)
    }

    private func answer(_ paper: ReceiptPaper, to visit: PageVisit) throws -> Response {
        let issuer = branding.now.seller(else: issuer)
        return pages.answer(try ReceiptPage(paper, issuer: issuer, visit.catalogue), to: visit)
    }
}
