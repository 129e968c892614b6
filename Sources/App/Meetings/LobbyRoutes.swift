import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// A meeting's waiting room, for its host and for admins.
struct LobbyRoutes: Sendable {
    let meetings: Meetings

    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        Self.answer(try await meetings.meeting(try context.id(), for: context.user))
    }

    func open(_ request: Request, _ context: SignedInContext) async throws -> Response {
        return Self.answer(try await meetings.open(try context.id(), by: context.user))
    }

    func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        return Self.answer(try await meetings.close(try context.id(), by: context.user))
    }

    /// One, who is named, or all, which opens the meeting.
    func admit(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["participant_id", "all"], context)
        guard try form.may("all", Form.flag).get() != true else {
            return Self.answer(try await meetings.open(try context.id(), by: context.user))
        }
        let entrant = try Form.gather(form.need("participant_id", Form.text, LobbyForm.entrant))
        return Self.answer(try await meetings.admit(entrant, to: try context.id(), by: context.user))
    }

    func late(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(["minutes"], context)
        let minutes = try Form.gather(form.need("minutes", LobbyForm.minutes))
        return Self.answer(try await meetings.late(minutes, for: try context.id(), by: context.user))
    }

    private static func answer(_ found: LobbyMeeting) -> Response {
        .object { json in
            json.field("meeting") { json in
                json.field("booking_id", found.entry.booking.id)
                json.field("state", found.state.rawValue)
                json.field("opened_at", found.meeting.openedAt)
                json.field("closes_at", found.closesAt)
                json.field("late_minutes", found.meeting.lateMinutes)
                json.field("waiting", each: found.waiting) { json, guest in json.object { guest.write(into: &$0) } }
                json.field("admitted", each: found.admitted) { json, guest in
                    json.object { json in
                        guest.write(into: &json)
                        json.field("at", guest.person.admittedAt)
                    }
                }
                json.field("closed_at", found.meeting.closedAt)
                json.field("waiting_room", found.meeting.hasWaitingRoom)
                json.field("room_opened_at", found.room.openedAt)
                json.field("room_closed_at", found.room.closedAt)
            }
        }
    }
}

extension LobbyMeeting.Guest {
    fileprivate func write(into json: inout JSONText) {
        json.field("participant_id", person.entrant.description)
        json.field("name", name)
        json.field("invited_name", invitedName)
        json.field("role", role.rawValue)
        json.field("since", person.since)
    }
}

/// How the fields are read by which the lobby is told what to do, as JSON or from its page.
enum LobbyForm {
    /// Throws `not_found` for what is nobody's name.
    static func entrant(_ text: String, _ field: String) throws -> Entrant {
        guard text.utf8.count <= mostEntrantBytes, let entrant = Entrant(text) else { throw Problem(.notFound) }
        return entrant
    }

    static func minutes(_ value: JSONValue, _ field: String) throws -> Int {
        try Form.minutes(0...Meetings.mostLateMinutes)(value, field)
    }

    private static let mostEntrantBytes = 40
}
