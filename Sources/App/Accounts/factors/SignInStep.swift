import Domain
import Foundation

/// Where somebody stands who has given the password in a browser, and is asked for the code of a second factor: sealed
/// for five minutes, so that nothing of the password is kept, and nothing is stored.
struct SignInSteps: Sendable {
    static let lifeSeconds = 300.0
    private static let subject = "after the password"

    let seal: Seal

    /// A token for the browser's cookie.
    func token(of person: KnownPerson, now: Date) throws -> String {
        let ends = Int64(now.timeIntervalSince1970 + Self.lifeSeconds)
        let parts = [String(person.user.id), String(person.user.passwordGeneration), String(ends), person.device ?? ""]
        return seal.seal(Array(parts.joined(separator: "\n").utf8), of: Self.subject)
    }

    /// Whose token it is, by id and generation of the password; nil where it is forged or too old.
    func claim(_ token: String, now: Date) -> (user: UserID, generation: Int64, device: String?)? {
        guard let bytes = seal.open(token, of: Self.subject) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard parts.count == 4, let user = Int64(parts[0]), let generation = Int64(parts[1]), let ends = Int64(parts[2])
        else { return nil }
        let left = Double(ends) - now.timeIntervalSince1970
        // One that a clock made which was ahead would be good for as long as the clock was wrong.
        guard left > 0, left <= Self.lifeSeconds + ClockSkew.mostSeconds else { return nil }
        return (UserID(rawValue: user), generation, parts[3].isEmpty ? nil : String(parts[3]))
    }
}
