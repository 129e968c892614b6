import Domain
import HTTPTypes
import Hummingbird

/// Jitsi's reservation protocol, under a path that the Jitsi server alone knows. Refusals have a `message`, which it
/// shows to people; that of other errors it replaces by one of its own.
struct ReservationRoutes: Sendable {
    private static let mostValueBytes = 3_000

    let reservations: Reservations
    /// Nil where no Jitsi server asks; then there is nothing here.
    let secret: Secret?

    func open(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireSecret(context)
        let form = try URLPairs(try await request.bodyBytes(context), mostValueBytes: Self.mostValueBytes)
        guard let name = form["name"] else { throw Problem.invalid("name", .required) }
        switch try await reservations.open(name) {
        case .opens(let opening): return Self.answer(opening, owner: form["mail_owner"] ?? "")
        case .refused(let sentence): return Self.refusal(.forbidden, sentence)
        }
    }

    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireSecret(context)
        guard let id = Self.id(context), let opening = try await reservations.opening(id) else {
            return Self.refusal(.notFound, Catalogue.english.sentence("reservation.unknown"))
        }
        return Self.answer(opening, owner: "")
    }

    /// The same answer whatever it was: Prosody does not look at it, and may tell of a closing twice.
    func close(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireSecret(context)
        if let id = Self.id(context) { try await reservations.close(id) }
        return .noContent
    }

    /// Throws `not_found` for another secret.
    private func requireSecret(_ context: AppContext) throws {
        guard let secret, let told = context.parameters.get("secret"), Digest.isSame(told, secret.value) else {
            throw Problem(.notFound)
        }
    }

    private static func id(_ context: AppContext) -> RoomOpeningID? {
        context.parameters.get("id").flatMap(RoomOpeningID.init)
    }

    private static func answer(_ opening: RoomOpening, owner: String) -> Response {
        .object { json in
            json.field("id", opening.id.text)
            json.field("name", opening.name)
            json.field("mail_owner", owner)
            json.field("start_time", opening.id.openedAt)
            json.field("duration", opening.seconds)
        }
    }

    private static func refusal(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
        .object(status) { $0.field("message", sentence) }
    }
}
