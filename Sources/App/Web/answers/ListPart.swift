/// Which part of a list is wanted.
package struct ListPart: Sendable, Equatable {
    package static let largestLimit = 100
    package static let standardLimit = 50
    /// Beyond this an offset is refused: the database would read every row before it.
    package static let largestOffset = 1_000_000

    package var limit = ListPart.standardLimit
    package var offset = 0
    /// Only what follows this place in the order: a list that is read on by it neither skips nor repeats an item
    /// because others came meanwhile, and each part costs the same.
    package var after: ListPlace?

    package init(limit: Int = ListPart.standardLimit, offset: Int = 0, after: ListPlace? = nil) {
        self.limit = limit
        self.offset = offset
        self.after = after
    }

    /// The same part and one item more, by whose presence it is known whether others follow.
    var withOneMore: ListPart { ListPart(limit: limit + 1, offset: offset, after: after) }
}

/// Where an item stands in a list: the numbers by which the list is ordered. Readers of the list know it as a text
/// that says nothing to them.
package struct ListPlace: Sendable, Equatable {
    let numbers: [Int64]

    init(_ numbers: Int64...) { self.numbers = numbers }

    /// Nil for what is no place in a list that is ordered by so many numbers.
    init?(_ text: String, numbers count: Int) {
        let numbers = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { Int64(String(Substring($0))) }
        guard numbers.count == count, numbers.allSatisfy({ $0 != nil }) else { return nil }
        self.numbers = numbers.compactMap(\.self)
    }

    var text: String { numbers.map(String.init).joined(separator: ".") }
}

/// A part of a list together with the length of the whole.
package struct Listing<Item: Sendable>: Sendable {
    package let items: [Item]
    /// How many there are in all. Where it is not exact there are at least so many: more than are counted, and more
    /// than this part and all before it while others follow.
    package let total: Int
    package var isExact = true
    package let part: ListPart
    /// The place after which the next part begins; nil where nothing follows.
    package var next: ListPlace?
}

/// Up to how many items of a list are counted.
let mostCounted = 10_000

extension Listing {
    /// Reads a part: `find` gives the items of one, and `count` is asked how many there are up to a number, where that
    /// is not known from the items.
    static func read(
        _ part: ListPart, find: (ListPart) throws -> [Item], place: (Item) -> ListPlace,
        count: (Int) throws -> Int
    ) throws -> Listing {
        let found = try find(part.withOneMore)
        let items = Array(found.prefix(part.limit))
        let next = found.count > part.limit ? items.last.map(place) : nil
        let seen = part.offset + items.count
        if next == nil, part.after == nil, part.offset == 0 || !items.isEmpty {
            return Listing(items: items, total: seen, part: part)
        }
        let counted = try count(mostCounted + 1)
        guard counted > mostCounted else { return Listing(items: items, total: counted, part: part, next: next) }
        let least = max(counted, next == nil ? seen : seen + 1)
        return Listing(items: items, total: least, isExact: false, part: part, next: next)
    }

    /// The same part of the list with something else in place of each item.
    func map<Other: Sendable>(_ change: (Item) throws -> Other) rethrows -> Listing<Other> {
        Listing<Other>(items: try items.map(change), total: total, isExact: isExact, part: part, next: next)
    }
}

/// A list whose items are written already.
struct WrittenList: Sendable {
    private(set) var json: JSONText

    /// With an object in which the array of the items is all that stands yet.
    init<Item>(_ json: JSONText, _ listing: Listing<Item>) {
        self.json = json
        self.json.fields(of: listing)
        self.json.finish()
    }
}

extension JSONText {
    /// What stands behind the items of a list.
    mutating func fields<Item>(of listing: Listing<Item>) {
        field("total", listing.total)
        field("limit", listing.part.limit)
        field("offset", listing.part.offset)
        field("total_is_exact", listing.isExact)
        field("next", listing.next?.text)
    }
}
