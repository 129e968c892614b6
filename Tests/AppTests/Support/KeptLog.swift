import Logging

/// Hands every line of a log over: its words alone, or with all that came along.
struct KeptLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let isWhole: Bool
    let keep: @Sendable (String) -> Void

    init(_ level: Logger.Level = .info, isWhole: Bool = false, _ keep: @escaping @Sendable (String) -> Void) {
        (logLevel, self.isWhole, self.keep) = (level, isWhole, keep)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { keep(isWhole ? "\(event) \(metadata)" : "\(event.message)") }
}
