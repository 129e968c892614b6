import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The list of bookings as a file for spreadsheets.
struct BookingExportRoutes: Sendable {
    let bookings: Bookings
    /// Rows read at once: the file is sent while it is read, so that its size does not matter.
    private static let chunk = 500

    func csv(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        return try await file(try StaffRoutes.filter(query), marked: try query.flag("bom") == true)
    }

    /// A host's own consultations.
    func csvHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        let query = try Query(request)
        var filter = try StaffRoutes.filter(query)
        filter.hostID = context.host.id
        return try await file(filter, marked: try query.flag("bom") == true)
    }

    /// Everything that matches, as a file; `marked` for programs that would not know it as UTF-8.
    func file(_ filter: BookingFilter, marked: Bool) async throws -> Response {
        let header = (marked ? BookingCSV.byteOrderMark : "") + BookingCSV.header
        let first = try await bookings.uncounted(filter, ListPart(limit: Self.chunk))
        let body = ResponseBody { writer in
            var entries = first
            try await writer.write(ByteBuffer(string: header))
            while let last = entries.last {
                try await writer.write(ByteBuffer(string: entries.map(BookingCSV.line).joined()))
                let rest = ListPart(limit: Self.chunk, after: last.booking.placeInList)
                entries = entries.count < Self.chunk ? [] : try await bookings.uncounted(filter, rest)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"bookings.csv\"",
            ], body: body)
    }
}
