import Domain
import Hummingbird

/// Who comes to a booking's meeting.
struct ParticipantRoutes: Sendable {
    let bookings: Bookings
    private static let mostNameBytes = 40

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let people = try await bookings.people(of: try context.id(), for: context.user)
        return .object { json in
            json.field("participants", each: people.all) { $0.participant($1) }
        }
    }

    func invite(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["email", "name", "role", "locale", "time_zone"], context)
        let invited = try await bookings.invite(try Self.wish(form), to: try context.id(), by: context.user)
        return Self.answer(.created, invited)
    }

    /// Whom a form wants to invite.
    static func wish(_ form: Form) throws -> InvitationWish {
        let (email, name, role, locale, zone) = try Form.gather(
            form.need("email", Form.text, UserForm.email), form.need("name", Form.text, Self.name),
            form.may("role", Form.text, Self.role), form.may("locale", Form.text, UserForm.locale),
            form.may("time_zone", Form.text, UserForm.zone))
        return InvitationWish(email: email, name: name, role: role ?? .participant, locale: locale, timeZone: zone)
    }

    func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["name", "role"], context)
        let (name, role) = try Form.gather(
            form.may("name", Form.text, Self.name), form.may("role", Form.text, Self.role))
        let change = ParticipantChange(name: name, role: role)
        return Self.answer(
            .ok, try await bookings.change(Self.entrant(context), change, of: try context.id(), by: context.user))
    }

    func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await bookings.remove(Self.entrant(context), from: try context.id(), by: context.user)
        return .noContent
    }

    private static func answer(_ status: HTTPResponse.Status, _ participant: Participant) -> Response {
        .object(status) { json in json.field("participant") { $0.members(MeetingPerson(participant)) } }
    }

    private static func entrant(_ context: SignedInContext) -> Entrant? {
        let name = context.parameters.get("participant") ?? ""
        return name.utf8.count <= mostNameBytes ? Entrant(name) : nil
    }

    private static func name(_ text: String, _ field: String) throws -> String {
        guard let name = try Text.name(text, field: field, maximum: 100) else {
            throw Problem.invalid(field, .required)
        }
        return name
    }

    private static func role(_ text: String, _ field: String) throws -> ParticipantRole? {
        try Form.choice(text, field, of: ParticipantRole.self)
    }
}

/// One of those who come to a meeting, as the list has them.
struct MeetingPerson: Sendable {
    let entrant: Entrant
    let name, email, role: String
    let state: Participant.State

    init(_ participant: Participant) {
        entrant = .invited(participant.id)
        (name, email, role) = (participant.name, participant.email, participant.role.rawValue)
        state = participant.state
    }

    init(_ entrant: Entrant, _ person: Person, role: String) {
        self.entrant = entrant
        (name, email, self.role) = (person.name, person.email, role)
        state = .accepted
    }
}

extension MeetingPeople {
    var all: [MeetingPerson] {
        [
            MeetingPerson(.client, entry.client, role: "participant"),
            MeetingPerson(.host, entry.host, role: "moderator"),
        ] + invited.map(MeetingPerson.init)
    }
}

extension JSONText {
    fileprivate mutating func participant(_ person: MeetingPerson) { object { $0.members(person) } }

    /// The host's address is told to nobody here: clients write to the practice.
    fileprivate mutating func members(_ person: MeetingPerson) {
        field("participant_id", person.entrant.description)
        field("name", person.name)
        field("email", person.entrant == .host ? nil : person.email)
        field("role", person.role)
        field("state", person.state.rawValue)
    }
}
