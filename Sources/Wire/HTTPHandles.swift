import CCurl
import Synchronization

/// The idle handles of one sender, each with its own kept connections.
final class HTTPHandles: Sendable {
    /// libcurl lets any thread use a handle, one at a time: whoever takes it has it alone.
    struct Handle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    /// As many as there are threads at most: a thread takes one and gives it back.
    private let idle = Mutex<[Handle]>([])

    deinit {
        for handle in idle.withLock({ $0 }) { curl_easy_cleanup(handle.pointer) }
    }

    /// Throws `HTTPError.unreachable` where libcurl cannot be started.
    func take() throws -> Handle {
        // The last one given back is the likeliest to have a living connection.
        if let handle = idle.withLock({ $0.popLast() }) { return handle }
        guard LibCurl.isStarted, let pointer = curl_easy_init() else {
            throw HTTPError.unreachable("libcurl cannot be started.")
        }
        return Handle(pointer: pointer)
    }

    func giveBack(_ handle: Handle) {
        // Forgets every option, so that none points at a finished call any more, and keeps the connections.
        curl_easy_reset(handle.pointer)
        idle.withLock { $0.append(handle) }
    }
}
