import Domain
import Hummingbird

extension StaffRoutes {
    /// All coming bookings of a host go to another one, or none; under the same key once.
    func handOver(_ request: Request, _ context: AdminContext) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(["to_host_id"], context)
        let other = try Form.gather(form.need("to_host_id", Form.id(UserID.self)))
        let host: UserID = try context.id()
        let handed = try await bookings.handOver(from: host, to: other, by: context.admin, key: key)
        let response = Response.object(capacity: 128 + 8 * handed.bookings.count) { json in
            json.field("host_id", host)
            json.field("to_host_id", other)
            json.field("booking_ids", json: "[" + handed.bookings.map(String.init).joined(separator: ",") + "]")
        }
        return BookingRoutes.marked(response, isReplay: handed.isReplay)
    }
}
