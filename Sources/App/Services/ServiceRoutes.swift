import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// What can be booked and when: for everybody; and its upkeep by admins.
struct ServiceRoutes: Sendable {
    let services: Services
    let currency: Currency
    let signIn: SignIn

    func list(_ request: Request, _ context: AppContext) async throws -> Response {
        answer(try await services.list(onlyActive: true))
    }

    /// Open to everybody, but what only the practice may book needs its people's token.
    func slots(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let question = SlotQuestion(serviceID: try context.id(), days: try AskedDays(query))
        guard try query.flag("practice") == true else {
            return Response(try await services.slots(question), askedBy: request)
        }
        return try await signIn.answer(request, by: .slotsRead) { asker in
            var response = Response(json: try await services.slots(question, forStaff: asker))
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    func listAll(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await services.list(onlyActive: false))
    }

    func add(_ request: Request, _ context: AdminContext) async throws -> Response {
        let form = try await request.form(ServiceForm.fields, context)
        let (admin, currency, now) = (context.admin, currency, services.now())
        let added = try await services.add(by: admin) { id in
            try ServiceForm.new(id, form, admin: admin, currency: currency, now: now)
        }
        var response = Response.object(.created) { $0.field("service", json: Self.text(added)) }
        response.headers[.location] = "/api/admin/services/\(added.service.id)"
        return response
    }

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        let service = try await services.service(try context.id())
        return .object { $0.field("service", json: Self.text(service)) }
    }

    func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        let form = try await request.form(ServiceForm.fields, context)
        let changed = try await services.change(try context.id(), by: context.admin) { old in
            try ServiceForm.changed(old, form)
        }
        return .object { $0.field("service", json: Self.text(changed)) }
    }

    func delete(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await services.delete(try context.id(), by: context.admin)
        return .noContent
    }

    private func answer(_ list: [Offering]) -> Response {
        .object { $0.field("services", each: list) { $0.service($1) } }
    }

    private static func text(_ service: Offering) -> String {
        var json = JSONText()
        json.service(service)
        return json.text
    }
}
