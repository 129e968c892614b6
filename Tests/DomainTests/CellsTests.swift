import Domain
import Foundation
import Testing

@Suite("Cells")
struct CellsTests {
    @Test("a booking owns the cells of its time and its buffers, and no more")
    func cells() throws {
        let start = try instant("2026-12-01T09:00:00Z")
        let cell = Int64(start.timeIntervalSince1970) / 300
        #expect(Cells.range(start: start, durationMinutes: 60, bufferBefore: 0, bufferAfter: 0) == cell..<(cell + 12))
        #expect(
            Cells.range(start: start, durationMinutes: 30, bufferBefore: 10, bufferAfter: 5)
                == (cell - 2)..<(cell + 7))
    }

    @Test("what begins or ends inside a cell owns the whole cell, also before 1970")
    func rounding() {
        let start = Date(timeIntervalSince1970: -1)
        #expect(Cells.range(start: start, durationMinutes: 5, bufferBefore: 0, bufferAfter: 0) == -1..<1)
        let late = Date(timeIntervalSince1970: 299.9)
        #expect(Cells.range(start: late, durationMinutes: 5, bufferBefore: 0, bufferAfter: 0) == 0..<2)
    }

    @Test("two bookings share a cell exactly if their times, buffers included, overlap")
    func overlap() {
        var random = SeededRandom(seed: SeededRandom.seed)
        for _ in 0..<2000 {
            let spans = (0..<2).map { _ in
                let start = Int.random(in: -20...20, using: &random)
                return start..<(start + Int.random(in: 1...10, using: &random))
            }
            let cells = spans.map {
                Cells.range(
                    start: Date(timeIntervalSince1970: Double($0.lowerBound * 300)), durationMinutes: $0.count * 5,
                    bufferBefore: 0, bufferAfter: 0)
            }
            #expect(cells[0].overlaps(cells[1]) == spans[0].overlaps(spans[1]))
        }
    }
}
