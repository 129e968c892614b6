import Storage

/// What is asked of a database before it counts as a backup of a practice.
extension Transaction {
    /// How many bookings there are; nil where these are not the tables of a practice.
    func bookingsOfPractice() throws -> Int? {
        do {
            guard try exists("SELECT 1 FROM migrations") else { return nil }
            return try count("SELECT COUNT(*) FROM bookings")
        } catch StorageError.refused {
            // A table is not there: the file is somebody else's, or a practice of which the first start was broken off.
            return nil
        }
    }
}
