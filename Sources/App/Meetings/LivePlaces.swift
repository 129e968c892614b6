import Domain
import Synchronization

/// What an open page is about.
enum Watched: Hashable, Sendable {
    /// One person's entrance into one meeting.
    case entrance(OpenEntrance)
    /// The lobby of a host, or that of an admin, which shows all meetings.
    case lobby(of: UserID, showsAll: Bool)
    /// The day of a host, or that of an admin: their calendars too.
    case desk(of: UserID, showsAll: Bool)

    var isGuests: Bool { if case .entrance = self { true } else { false } }
}

/// The places for live pages on this server. A class with a lock, because requests and the poller share it.
final class LivePlaces: Sendable {
    /// Streams of one person about one thing: tabs that were forgotten must not take everybody's places.
    static let mostAlike = 3
    /// Of how many places one is kept for those who run meetings.
    static let partForHosts = 10

    private struct Open {
        var streams: [Int: (watched: Watched, stream: EventStream)] = [:]
        var alike: [Watched: Int] = [:]
        var guests = 0
        var lastID = 0
        var isOver = false
    }
    private let open = Mutex(Open())
    private let most: Int

    init(most: Int) { self.most = most }

    private var mostGuests: Int { most - (most + Self.partForHosts - 1) / Self.partForHosts }

    /// Nil where there is no place, or the server stops: the page then asks now and then.
    func take(_ watched: Watched) -> LivePlace? {
        let stream = EventStream()
        let id: Int? = open.withLock { open in
            guard !open.isOver, open.streams.count < most, open.alike[watched, default: 0] < Self.mostAlike,
                !watched.isGuests || open.guests < mostGuests
            else { return nil }
            open.lastID += 1
            open.streams[open.lastID] = (watched, stream)
            open.alike[watched, default: 0] += 1
            if watched.isGuests { open.guests += 1 }
            return open.lastID
        }
        return id.map { LivePlace(stream: stream, id: $0, places: self) }
    }

    fileprivate func give(back id: Int) {
        open.withLock { open in
            guard let watched = open.streams.removeValue(forKey: id)?.watched else { return }
            let left = open.alike[watched, default: 1] - 1
            open.alike[watched] = left > 0 ? left : nil
            if watched.isGuests { open.guests -= 1 }
        }
    }

    var count: Int { open.withLock { $0.streams.count } }

    /// Whether somebody looks at calendars.
    var haveDesks: Bool {
        open.withLock { $0.alike.keys.contains { if case .desk = $0 { true } else { false } } }
    }

    /// At which entrances pages are open, each once.
    var entrances: [OpenEntrance] {
        open.withLock { open in
            open.alike.keys.compactMap { if case .entrance(let entrance) = $0 { entrance } else { nil } }
        }
    }

    func tell(_ news: EventStream.News, where isMeant: (Int, Watched) -> Bool) {
        let meant = open.withLock { open in
            open.streams.filter { isMeant($0.key, $0.value.watched) }.map(\.value.stream)
        }
        for stream in meant { stream.tell(news) }
    }

    /// Ends all, and lets none begin any more.
    func end() {
        open.withLock { $0.isOver = true }
        tell(.end) { _, _ in true }
    }
}

/// One place. It is given back by who leaves it, and by itself where nothing holds it any more: an answer may never be
/// written.
final class LivePlace: Sendable {
    let stream: EventStream
    private let id: Int
    private let places: LivePlaces

    fileprivate init(stream: EventStream, id: Int, places: LivePlaces) {
        (self.stream, self.id, self.places) = (stream, id, places)
    }

    @Sendable func leave() { places.give(back: id) }

    deinit { leave() }
}
