import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The mails of the practice, for admins.
struct MailRoutes: Sendable {
    let mails: Mails

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let listing = try await mails.list(state: try query.status(Mail.State.self), try query.part())
        return .list("mails", listing) { Self.write($1.mail, to: $1.to, into: &$0) }
    }

    func resend(_ request: Request, _ context: AdminContext) async throws -> Response {
        Self.answer(try await mails.resend(try context.id(), by: context.admin))
    }

    func giveUp(_ request: Request, _ context: AdminContext) async throws -> Response {
        Self.answer(try await mails.giveUp(try context.id(), by: context.admin))
    }

    private static func answer(_ sent: (mail: Mail, to: String)) -> Response {
        var json = JSONText()
        write(sent.mail, to: sent.to, into: &json)
        return .object { $0.field("mail", json: json.text) }
    }

    private static func write(_ mail: Mail, to address: String, into json: inout JSONText) {
        json.object { json in
            json.field("id", mail.id)
            json.field("kind", mail.kind.rawValue)
            json.field("role", mail.role.rawValue)
            json.field("booking_id", mail.bookingID)
            json.field("user_id", mail.userID)
            json.field("to", address)
            json.field("state", mail.state.rawValue)
            json.field("attempts", mail.attempts)
            json.field("error", mail.error)
            json.field("created_at", mail.createdAt)
            json.field("send_at", mail.sendAt)
            json.field("sent_at", mail.sentAt)
        }
    }
}
