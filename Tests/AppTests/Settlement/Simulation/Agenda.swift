import Foundation

/// What is still to happen, by time; of what is planned for the same moment the first planned comes first.
struct Agenda<Errand> {
    private struct Entry {
        let at: Date
        let order: Int
        let errand: Errand

        func isBefore(_ other: Entry) -> Bool { (at, order) < (other.at, other.order) }
    }

    private var heap: [Entry] = []
    private var order = 0

    mutating func plan(_ errand: Errand, at instant: Date) {
        order += 1
        heap.append(Entry(at: instant, order: order, errand: errand))
        var child = heap.count - 1
        while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (at: Date, errand: Errand)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.at, first.errand)
    }

    private mutating func sink() {
        var parent = 0
        while let least = (2 * parent + 1..<2 * parent + 3).filter(heap.indices.contains)
            .min(by: { heap[$0].isBefore(heap[$1]) }), heap[least].isBefore(heap[parent])
        {
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
