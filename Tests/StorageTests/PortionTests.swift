import Storage
import Testing

@Suite("Portions of a list")
struct PortionTests {
    @Test("each has as many as there may be, and the last what is left; of nothing there is none")
    func portions() {
        #expect([1, 2, 3, 4, 5].portions(of: 2).map(Array.init) == [[1, 2], [3, 4], [5]])
        #expect([1, 2, 3, 4].portions(of: 2).map(Array.init) == [[1, 2], [3, 4]])
        #expect([1].portions(of: 500).map(Array.init) == [[1]])
        #expect([Int]().portions(of: 2).isEmpty)
    }
}
