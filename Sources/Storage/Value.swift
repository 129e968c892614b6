import Foundation

/// What a column can hold: the three kinds of value that both engines store alike.
package enum Value: Sendable, Equatable {
    case null
    case int(Int64)
    case text(String)
}

/// A type that can be bound into SQL. An enum with String raw values gets it by declaring the conformance alone.
package protocol Storable {
    /// The form in which a column keeps it.
    var value: Value { get }
}

extension String: Storable {
    package var value: Value { .text(self) }
}

extension Int64: Storable {
    package var value: Value { .int(self) }
}

extension Int: Storable {
    package var value: Value { .int(Int64(self)) }
}

extension Bool: Storable {
    /// 1 or 0, because a column is BIGINT in both engines.
    package var value: Value { .int(self ? 1 : 0) }
}

extension Date: Storable {
    /// Whole UTC seconds since 1970, rounded down.
    package var value: Value { .int(Int64(timeIntervalSince1970.rounded(.down))) }
}

extension Date {
    /// As a column keeps it: without the parts of a second.
    var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}

extension Storable where Self: RawRepresentable, RawValue == String {
    package var value: Value { .text(rawValue) }
}

extension Storable where Self: RawRepresentable, RawValue == Int64 {
    package var value: Value { .int(rawValue) }
}
