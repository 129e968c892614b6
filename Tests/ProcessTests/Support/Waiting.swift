// waits for the real world: a process of its own gets on by its own clock
import Foundation
import Peers

/// How long anything may take that must only not hang: a machine that does much else needs ten times what another does.
let patienceSeconds = Double(longWaitSeconds)

func pause(milliseconds: Int) async throws {
    try await Task.sleep(for: .milliseconds(milliseconds))
}

/// Asks again and again until the answer is yes; throws when it is still no after so long.
func eventually(
    _ what: String, withinSeconds seconds: Double = patienceSeconds, _ isSo: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try await !isSo() {
        guard ContinuousClock.now < end else { throw Failure("not so after \(seconds) s: \(what)") }
        try await pause(milliseconds: 50)
    }
}

/// How long something took.
func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }
