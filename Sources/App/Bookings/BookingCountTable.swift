import Domain
import Storage

extension Transaction {
    /// How many bookings each of these people has made, in whatever state; whoever has made none is left out.
    func bookingCounts(ofClients clients: [UserID]) throws -> [UserID: Int] {
        guard !clients.isEmpty else { return [:] }
        let ids = SoughtPeople.padded(clients)
        let counts = try rows(
            "SELECT user_id, COUNT(*) FROM bookings WHERE user_id IN (\(list: ids)) GROUP BY user_id"
        ) { (try $0.id(0) as UserID, Int(try $0.int(1))) }
        return Dictionary(uniqueKeysWithValues: counts)
    }
}
