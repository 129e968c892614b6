/// The places of one kind's lane on this server, and who holds them.
struct Places {
    let kind: Job.Kind
    private let count: Int
    private var taken: [Int64: Int] = [:]

    init(of kind: Job.Kind, count: Int) {
        self.kind = kind
        self.count = count
    }

    /// How many places are free.
    var free: Int { count - taken.values.reduce(0, +) }

    /// How many more jobs of a queue may run: no queue holds more than its share of the lane.
    func room(for queue: Int64) -> Int { max(0, min(free, kind.share - taken[queue, default: 0])) }

    mutating func take(_ queue: Int64) { taken[queue, default: 0] += 1 }

    mutating func giveBack(_ queue: Int64) { taken[queue] = taken[queue].flatMap { $0 > 1 ? $0 - 1 : nil } }
}
