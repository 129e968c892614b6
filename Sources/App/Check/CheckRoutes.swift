import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// What `informat doctor` says, for admins who do not sit at the server.
struct CheckRoutes: Sendable {
    let check: SettingsCheck

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        Self.answer(try await check.seen(), to: request, context)
    }

    func look(_ request: Request, _ context: AdminContext) async throws -> Response {
        Self.answer(try await check.look(), to: request, context)
    }

    private static func answer(_ look: SettingsCheck.Look, to request: Request, _ context: AdminContext) -> Response {
        let catalogue = Catalogue.of(accepting: request.headers[.acceptLanguage], else: context.admin.locale)
        let response = Response.object { json in
            json.field("version", Version.version)
            json.field("looked_at", look.at)
            json.field("findings", each: look.findings) { json, finding in
                json.object { json in
                    json.field("grade", finding.grade.rawValue)
                    json.field("subject", finding.subject)
                    json.field("sentence", finding.sentence(in: catalogue))
                    json.field("lines", each: finding.lines) { $0.string($1) }
                }
            }
        }
        return response.spoken(in: catalogue).varying(by: .acceptLanguage)
    }
}
