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
        guard without > 0 else { return [Finding(.ok, "WAITING_ROOM", .waitingRoomsThere)] }
        return [Finding(.advice, "WAITING_ROOM", .waitingRoomsMissing, ["count": String(without)])]
    }
}

/// What the Jitsi server of the settings can and cannot do.
extension Doctor {
    var meetings: [Finding] {
        let host = settings.jitsi.host
        guard let tokens = settings.meetings.tokens else {
            return [
                settings.jitsi.isMeetJitSi
                    ? Finding(.advice, "JITSI_URL", .meetJitsi)
                    : Finding(.advice, "JITSI_URL", .openServer, ["server": host])
            ]
        }
        switch tokens.kind {
        case .jaas: return [Finding(.ok, "JITSI_URL", .tokensOfJaaS, ["server": host])]
        case .own(let subject):
            return [Finding(.ok, "JITSI_URL", .tokensOfOwn, ["server": host, "subject": subject])]
        }
    }
}
