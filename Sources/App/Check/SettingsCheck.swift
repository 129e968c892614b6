import Domain
import Foundation
import Storage
import Synchronization

/// The look at settings and surroundings of a server that runs, for admins: what `informat doctor` says. It asks other
/// servers, so that one look is shared by all who ask meanwhile, and remembered for some minutes. A class, because
/// requests share it.
final class SettingsCheck: Sendable {
    /// What was seen, and when.
    struct Look: Sendable {
        let at: Date
        let findings: [Doctor.Finding]
    }

    /// How long a look is shown before the next one.
    private static let freshSeconds = 600.0
    private static let patience: Duration = .seconds(20)
    /// Fewer than by the command line: somebody waits.
    private static let mostCompared = 20

    let atOnce: AtOnce
    private let now: @Sendable () -> Date
    private let question: SharedQuestion<Look>
    private let latest = Mutex(Look?.none)

    init(_ settings: Settings, database: any Database, apt: String, now: @escaping @Sendable () -> Date) {
        self.now = now
        var doctor = Doctor(settings: settings)
        atOnce = AtOnce(doctor)
        doctor.mostCompared = Self.mostCompared
        let answer = LatestAptAnswer(by: apt, now: now)
        doctor.apt = { answer.latest() }
        question = SharedQuestion(patience: Self.patience) { [doctor] in
            Look(at: now(), findings: await doctor.findings(in: database))
        }
    }

    /// The latest look where it is fresh, else a new one. Throws `took_too_long`.
    func seen() async throws -> Look {
        let known = latest.withLock { $0 }
        if let known, abs(now().timeIntervalSince(known.at)) < Self.freshSeconds { return known }
        return try await look()
    }

    /// A new one. Throws `took_too_long`.
    @discardableResult
    func look() async throws -> Look {
        guard let look = await question.answer() else { throw Problem(.tookTooLong) }
        latest.withLock { $0 = look }
        return look
    }
}
