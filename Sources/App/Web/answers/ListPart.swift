/// Which part of a list is wanted.
package struct ListPart: Sendable, Equatable {
    package static let largestLimit = 100
    package static let standardLimit = 50
    /// Beyond this an offset is refused: the database would read every row before it.
    package static let largestOffset = 1_000_000

    package var limit = ListPart.standardLimit
    package var offset = 0

    package init(limit: Int = ListPart.standardLimit, offset: Int = 0) {
        self.limit = limit
        self.offset = offset
    }
}

/// A part of a list together with the length of the whole.
package struct Listing<Item: Sendable>: Sendable {
    package let items: [Item]
    package let total: Int
    package let part: ListPart
}
