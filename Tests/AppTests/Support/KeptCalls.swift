import App
import Foundation
import Synchronization
import Wire

/// What webhooks were told; `answer` says what the receivers answer.
final class KeptCalls: Sendable {
    typealias Receiver = @Sendable (HTTPCall) async throws -> Int

    private let state = Mutex((calls: [HTTPCall](), receiver: { _ in 200 } as Receiver))

    var all: [HTTPCall] { state.withLock { $0.calls } }
    func forget() { state.withLock { $0.calls = [] } }
    /// What every following call is answered.
    func answer(_ receiver: @escaping Receiver) { state.withLock { $0.receiver = receiver } }

    var sender: WebhookSender {
        WebhookSender { call in
            let receiver = self.state.withLock { state in
                state.calls.append(call)
                return state.receiver
            }
            return try await receiver(call)
        }
    }
}

extension HTTPCall {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    func json() throws -> Fields { try Fields(Data(body ?? [])) }
    /// The booking that it tells of.
    func booking() throws -> Fields { try json().object("data").object("booking") }
}
