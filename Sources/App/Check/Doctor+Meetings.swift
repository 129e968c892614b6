import Domain
import Foundation
import Jitsi
import Storage

extension Doctor {
    /// A waiting room counts for bookings that are made after it was turned on; whoever turned it on is to know of
    /// those that were there already. None where nobody has turned it on.
    func waitingRooms(in database: any Database) async throws -> [Finding] {
        let isOn = settings.meetings.waitingRoomIsOn
        let found = try await database.read { tx in
            try isOn || tx.hasServicesWithWaitingRoom() ? tx.comingWithoutWaitingRoom(wantedByAll: isOn) : nil
        }
        guard let without = found else { return [] }
        guard without > 0 else { return [Self.waitingRooms(.ok, "every coming booking that is to have one has it.")] }
        return [
            Self.waitingRooms(
                .advice,
                """
                applies to bookings made after it was turned on: \(without) coming booking(s) were made before, and \
                their clients go in by the clock.
                """)
        ]
    }

    private static func waitingRooms(_ grade: Finding.Grade, _ sentence: String) -> Finding {
        Finding(grade: grade, subject: "WAITING_ROOM", sentence: sentence)
    }
}

/// What the Jitsi server of the settings can and cannot do.
extension Doctor {
    var meetings: [Finding] {
        guard let tokens = settings.meetings.tokens else { return [openServer] }
        return [Finding(grade: .ok, subject: "JITSI_URL", sentence: Self.sentence(of: tokens, on: settings.jitsi))]
    }

    private var openServer: Finding {
        let rights = """
            nobody has a moderator's rights by a link. Two ways give them: tokens of a Jitsi server of your own \
            (JITSI_APP_ID), or JaaS (JAAS_APP_ID).
            """
        guard settings.jitsi.isMeetJitSi else {
            return Finding(
                grade: .advice, subject: "JITSI_URL", sentence: "\(settings.jitsi.host) is an open server: \(rights)")
        }
        return Finding(
            grade: .advice, subject: "JITSI_URL",
            sentence: """
                meet.jit.si starts a meeting only when someone in it is logged in there, and \(rights)
                """)
    }

    private static func sentence(of tokens: TokenIssuer, on server: JitsiServer) -> String {
        let rights = "the booking's host and admins are moderators by their tokens"
        switch tokens.kind {
        case .jaas: return "is not looked at with JaaS: \(rights), at \(server.host)."
        case .own(let subject):
            return """
                \(server.host): \(rights), which are for \(subject), if it takes them: token_affiliation in Prosody, \
                and ENABLE_AUTO_OWNER=false.
                """
        }
    }
}
