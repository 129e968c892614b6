/// A picture of some weeks: bars with their parts on top of one another, and maybe a line over them; with all of its
/// numbers as a table behind it. Lengths are units of the picture, which is 740 wide.
struct StatsChart: PageValues {
    let id: String
    let caption: String
    /// What the picture says, in a sentence.
    let summary: String
    let key: [KeyPart]
    let lineKey: String?
    let rules: [Rule]
    let bars: [Bar]
    let weekNames: [WeekName]
    /// Corners of the line; nil without one.
    let points: String?
    let tableName: String
    let weekColumn: String
    let columns: [String]
    let rows: [StatsRow]

    struct KeyPart: PageValues {
        let tone: String
        let words: String
    }

    /// A line across, and how much it stands for.
    struct Rule: PageValues {
        let y: Int
        let textY: Int
        let left: String
        let right: String?
    }

    struct Bar: PageValues {
        let tip: String
        let parts: [BarPart]
    }

    struct BarPart: PageValues {
        let tone: String
        let x: Int
        let top: Int
        let width: Int
        let height: Int
    }

    struct WeekName: PageValues {
        let middle: Int
        let week: String
    }
}

struct StatsRow: PageValues {
    let name: String
    let cells: [String]
}

/// What a chart is drawn of.
struct ChartNumbers {
    /// One for each part of a bar, from the bottom up.
    struct Series {
        let tone: String
        let name: String
        let values: [Int64]
        let texts: [String]
    }

    let series: [Series]
    /// Names of the weeks, and those as which they stand below the picture.
    let weeks: [(long: String, short: String)]
    /// In per cent; nil of weeks of which nothing is known.
    var line: (name: String, values: [Int?], text: (Int) -> String)?
    /// How a value on the left is written.
    let scale: (Int64) -> String
}

extension StatsChart {
    private static let (left, right, top, bottom) = (36, 700, 40, 200)
    private static let rulesAbove = 4
    private static let mostNames = 12

    init(_ id: String, caption: String, summary: String, table: (name: String, week: String), _ numbers: ChartNumbers) {
        (self.id, self.caption, self.summary, tableName, weekColumn) = (id, caption, summary, table.name, table.week)
        key = numbers.series.map { KeyPart(tone: $0.tone, words: $0.name) }
        lineKey = numbers.line?.name
        let count = numbers.weeks.count
        let sums = (0..<count).map { week in numbers.series.reduce(0) { $0 + max(0, $1.values[week]) } }
        let step = Self.step(reaching: sums.max() ?? 0)
        rules = (0...Self.rulesAbove).map { rule in
            let y = Self.y(Int64(rule) * step, of: step)
            return Rule(
                y: y, textY: y + 4, left: numbers.scale(Int64(rule) * step),
                right: numbers.line.map { $0.text(rule * 100 / Self.rulesAbove) })
        }
        let tips = (0..<count).map { week in
            let parts = numbers.series.map { "\($0.name) \($0.texts[week])" }
            let line = numbers.line.flatMap { line in line.values[week].map { "\(line.name) \(line.text($0))" } }
            return
                ("\(table.week) \(numbers.weeks[week].long): "
                + (parts + [line].compactMap(\.self)).joined(separator: ", "))
        }
        bars = (0..<count).map { Bar(tip: tips[$0], parts: Self.parts(numbers, week: $0, of: step)) }
        let everyOther = (count + Self.mostNames - 1) / Self.mostNames
        weekNames = stride(from: 0, to: count, by: max(1, everyOther)).map {
            WeekName(middle: Self.middle($0, of: count), week: numbers.weeks[$0].short)
        }
        points = numbers.line.map { line in
            line.values.enumerated().compactMap { week, value in
                value.map { "\(Self.middle(week, of: count)),\(Self.bottom - min(100, $0) * Self.height / 100)" }
            }.joined(separator: " ")
        }
        columns = numbers.series.map(\.name) + [numbers.line?.name].compactMap(\.self)
        rows = (0..<count).map { week in
            let line = numbers.line.map { line in line.values[week].map(line.text) ?? "–" }
            return StatsRow(
                name: numbers.weeks[week].long, cells: numbers.series.map { $0.texts[week] } + [line].compactMap(\.self)
            )
        }
    }

    private static var height: Int { bottom - top }

    private static func middle(_ week: Int, of count: Int) -> Int {
        left + (2 * week + 1) * (right - left) / (2 * max(1, count))
    }

    private static func y(_ value: Int64, of step: Int64) -> Int {
        bottom - Int(value * Int64(height) / (step * Int64(rulesAbove)))
    }

    /// The smallest of 1, 2, 5, 10, 20 and so on of which four are no less.
    private static func step(reaching value: Int64) -> Int64 {
        var power: Int64 = 1
        while true {
            for factor: Int64 in [1, 2, 5] where factor * power * Int64(rulesAbove) >= value { return factor * power }
            power *= 10
        }
    }

    private static func parts(_ numbers: ChartNumbers, week: Int, of step: Int64) -> [BarPart] {
        let count = numbers.weeks.count
        let width = max(2, min(30, (right - left) * 6 / (10 * count)))
        var below: Int64 = 0
        return numbers.series.compactMap { series in
            let value = max(0, series.values[week])
            let (foot, head) = (y(below, of: step), y(below + value, of: step))
            below += value
            guard foot > head else { return nil }
            return BarPart(
                tone: series.tone, x: middle(week, of: count) - width / 2, top: head, width: width, height: foot - head)
        }
    }
}
