import Domain
import Foundation
import Storage

extension Doctor {
    /// So many pairs are named; more would hide the other findings.
    private static let mostNamed = 5

    /// Accounts that were made for one mailbox before all spellings of its domain were one.
    func doubles(in database: any Database) async throws -> [Finding] {
        let doubles = try await OldAddress.all(in: database).filter { $0.double != nil }
        guard !doubles.isEmpty else { return [] }
        let pairs = doubles.prefix(Self.mostNamed).compactMap { old in
            old.double.map { "\(old.written) (\(old.user)) + \(old.present) (\($0))" }
        }
        return [
            Finding(
                .advice, "accounts", .doubleAccounts,
                ["count": String(doubles.count), "pairs": pairs.joined(separator: ", ")])
        ]
    }
}
