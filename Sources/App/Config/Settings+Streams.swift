extension Settings {
    /// Live pages that are open at once. Of the connections a quarter is kept for those who want an answer: streams
    /// would else shut everybody out.
    var streamsMost: Int { min(meetings.streamsMost, max(1, connectionLimits.all - connectionLimits.all / 4)) }
}
