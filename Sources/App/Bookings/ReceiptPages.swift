import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Storage
import Wire

/// Receipts, as pages that can be printed.
struct ReceiptPages: Sendable {
    let bookings: Bookings
    let links: ReceiptLinks
    let templates: Templates
    /// Who issues them: the practice as its mails name it.
    let issuer: Mailbox

    /// For whoever may see the booking. Throws `not_found` while nothing was paid.
    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let scope = BookingScope.visible(to: context.user)
        let id = try context.id()
        let paper = try await bookings.database.read { tx in
            try Self.paper(of: try Bookings.require(id, scope, in: tx).entry, in: tx)
        }
        return try page(paper, Catalogue.of(context.user.locale))
    }

    /// By the link of a mail.
    func showLinked(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = context.parameters.get("token") ?? ""
        do {
            let paper = try await paper(linkedBy: token)
            return try page(paper, Catalogue.of(paper.entry.client.locale))
        } catch let problem as Problem {
            return problem.page(templates, Catalogue.of(request.headers[.acceptLanguage]))
        }
    }

    private func paper(linkedBy token: String) async throws -> ReceiptPaper {
        guard let id = ReceiptLinks.claimedBooking(token) else { throw Problem(.notFound) }
        return try await bookings.database.read { [links] tx in
            guard let entry = try tx.booking(id), links.isGood(token, for: entry.booking) else {
                throw Problem(.notFound)
            }
            return try Self.paper(of: entry, in: tx)
        }
    }

    private static func paper(of entry: BookingEntry, in tx: any Transaction) throws -> ReceiptPaper {
        guard let receipt = try tx.receipt(of: entry.booking.id) else { throw Problem(.notFound) }
        return ReceiptPaper(receipt: receipt, entry: entry, ledger: try tx.ledger(of: entry.booking.id))
    }

    private func page(_ paper: ReceiptPaper, _ catalogue: Catalogue) throws -> Response {
        let issuer = [issuer.name, issuer.address].compactMap(\.self).joined(separator: ", ")
        let values = try ReceiptTexts(paper: paper, issuer: issuer, catalogue: catalogue).values()
        var response = Response(html: templates.render("pages/receipt", values))
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
