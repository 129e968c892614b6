import Domain
import Foundation
import Storage

extension Doctor {
    /// A waiting room counts for bookings that are made after it was turned on; whoever turned it on is to know of those
    /// that were there already. None where nobody has turned it on.
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
