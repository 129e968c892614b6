extension QRCode {
    /// How much of a masked code may mislead a reader (ISO/IEC 18004, 7.8.3.1).
    var penalty: Int {
        var sum = 0
        for line in 0..<size {
            sum += Self.penalty(of: (0..<size).map { self[line, $0] })
            sum += Self.penalty(of: (0..<size).map { self[$0, line] })
        }
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let corner = self[row, column]
                let isBlock =
                    corner == self[row, column + 1] && corner == self[row + 1, column]
                    && corner == self[row + 1, column + 1]
                if isBlock { sum += 3 }
            }
        }
        let dark = modules.count { $0 }
        return sum + abs(dark * 20 - modules.count * 10) / modules.count * 10
    }

    /// Of a row or a column: runs of five and more, and what looks like a finder.
    private static func penalty(of line: [Bool]) -> Int {
        var (sum, run) = (0, 0)
        for (index, isDark) in line.enumerated() {
            run = index > 0 && isDark == line[index - 1] ? run + 1 : 1
            if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
        }
        for start in 0...line.count - finder.count {
            let part = line[start..<start + finder.count]
            if part.elementsEqual(finder) || part.reversed().elementsEqual(finder) { sum += 40 }
        }
        return sum
    }

    private static let finder = [true, false, true, true, true, false, true, false, false, false, false]
}
