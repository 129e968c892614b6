import App
import Testing

@Suite("Numbers as people type them")
struct TypedNumberTests {
    @Test(
        "each way to write a number is read as JSON writes it, by the language where both readings make sense",
        arguments: [
            ("85", ".", "85"), ("85.00", ".", "85.00"), ("85,00", ",", "85.00"), ("85,00", ".", "85.00"),
            ("85.00", ",", "85.00"), ("€ 1.234,50", ",", "1234.50"), ("1,234.50 $", ".", "1234.50"),
            ("1,234", ".", "1234"), ("1.234", ",", "1234"), ("1.234", ".", "1.234"), ("1,234", ",", "1.234"),
            ("1 234 567,8", ",", "1234567.8"), ("1.234.567", ".", "1234567"), ("1'234.50", ".", "1234.50"),
            (",5", ",", "0.5"), ("5,", ",", "5"), ("007", ".", "7"), ("-3,5", ",", "-3.5"), ("0,00", ",", "0.00"),
        ])
    func read(_ typed: String, _ mark: String, _ number: String) {
        #expect(TypedNumber.plain(typed, mark: mark) == number)
    }

    @Test(
        "what is no number stays as it was typed",
        arguments: ["", "x", "-", ".", "1e3", "1,2,3", "12,34.5", "1.5.2", "٣", "--1", "1-2", "0x10", "5 %"])
    func refused(_ typed: String) {
        #expect(TypedNumber.plain(typed, mark: ".") == typed)
        let long = String(repeating: "1", count: 41)
        #expect(TypedNumber.plain(long, mark: ".") == long)
    }

    @Test("a length is counted in the unit that was chosen")
    func units() {
        #expect(TypedNumber.plain("2", times: 60, mark: ".") == "120")
        #expect(TypedNumber.plain("1,5", times: 60, mark: ",") == "90")
        #expect(TypedNumber.plain("3", times: 1, mark: ".") == "3")
        #expect(TypedNumber.plain("soon", times: 60, mark: ".") == "soon")
    }
}
