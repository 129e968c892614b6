import Domain
import Foundation

/// Pages that were made before: the same for everybody who asks in the same words, zone and look, as long as the
/// calendar has not changed and no time has lapsed. Whoever is signed in gets a frame of their own around them.
struct PageCaches: Sendable {
    let services = CalendarCache<Question, CalendarState, PageText>()
    let homes = CalendarCache<Question, [CalendarState], PageText>()

    /// What a page is asked for.
    struct Question: Hashable, Sendable {
        let setting: PageSetting
        let zone: Zone
        let source: ReaderZone.Source
        let rulesGeneration = ZoneFolder.system.generation
        /// What is offered, and the names of hosts, of which the calendars' states do not tell.
        var names: [String] = []

        /// Nil where the page is one person's own.
        init?(_ visit: PageVisit, _ page: (some Page).Type, _ pages: Pages, _ reader: ReaderZone) {
            guard let setting = PageSetting(visit, page, pages) else { return nil }
            (self.setting, zone, source) = (setting, reader.zone, reader.source)
        }

        /// The same where these offer something.
        func with(_ offerings: [Offering]) -> Question {
            var question = self
            question.names = offerings.map { "\($0.service.id) \($0.host.name)" }
            return question
        }
    }
}

extension PageText: CachedAnswer {
    package var cachedBytes: Int { byteCount }
}
