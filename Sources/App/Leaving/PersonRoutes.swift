import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// What a person may do with everything that is stored about them.
struct PersonRoutes: Sendable {
    let departure: Departure

    func export(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await departure.export(of: context.user).file
    }

    func leave(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["password"], context)
        let password = try Form.gather(form.may("password", Form.text))
        try await departure.leave(context.caller, password: password ?? Self.password(beside: request))
        return .noContent
    }

    /// What is stored about somebody, for an admin whom they asked for it.
    func exportOther(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await departure.export(of: try context.id(), by: context.admin).file
    }

    /// Deletes somebody's account; the password is the admin's own.
    func remove(_ request: Request, _ context: AdminContext) async throws -> Response {
        let form = try await request.form(["password"], context)
        let password = try Form.gather(form.may("password", Form.text))
        try await departure.remove(
            try context.id(), by: context.caller, password: password ?? Self.password(beside: request))
        return .noContent
    }

    /// Not every program sends a body with DELETE, and not every proxy lets it through (RFC 9110, 9.3.5).
    private static func password(beside request: Request) -> String? {
        request.textHeader(currentPassword, most: Password.maximumBytes)
    }

    private static let currentPassword = headerName("X-Current-Password")
}

extension PersonExport {
    /// As a file that is sent part by part.
    var file: Response {
        let body = ResponseBody { writer in
            try await write { try await writer.write($0.buffer) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json",
                .contentDisposition: "attachment; filename=\"informat-\(user.id).json\"",
            ], body: body)
    }
}
