import Domain
import Testing

@Suite("Ids with a type")
struct IDTests {
    @Test("an id is written as its number, and read from nothing else")
    func text() {
        #expect("\(BookingID(rawValue: 42))" == "42" && String(UserID(rawValue: .max)) == "9223372036854775807")
        #expect(BookingID("42") == BookingID(rawValue: 42) && UserID("42.x".prefix(2)) == UserID(rawValue: 42))
        for text in ["", "4 2", "0x2A", "42.0", "ID(42)", "9223372036854775808"] { #expect(BookingID(text) == nil) }
    }

    @Test("ids are ordered as their numbers")
    func order() {
        let ids = [10, 9, 100].map { ServiceID(rawValue: $0) }
        #expect(ids.sorted().map(\.rawValue) == [9, 10, 100])
    }
}
