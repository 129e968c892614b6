import Foundation
import Testing

/// The plan by which the engine carries out one statement.
struct Plan: Sendable {
    /// One look into a table, as the plan has it.
    struct Visit: Equatable {
        let table: String
        /// Whether nothing but the end of the answer keeps it from reading every row.
        let isWhole: Bool
    }

    /// What the statement was executed for first.
    let use: String
    /// The statement in one line, with question marks for bound values and a semicolon at the end.
    let statement: String
    /// The engine's own words, a line each.
    let lines: [String]

    var visits: [Visit] {
        switch Engine.chosen {
        case .sqlite: Self.visitsOfSQLite(lines)
        case .postgresql: Self.visitsOfPostgreSQL(lines)
        }
    }

    /// How many rows are put in order after they were found, as far as the engine knows: SQLite does not.
    var sortedRows: Int {
        lines.compactMap { line in
            if line.contains("USE TEMP B-TREE FOR ORDER BY") { return Int.max }
            return line.firstMatch(of: /\bSort +\(cost=\S+ rows=(\d+)/).flatMap { Int($0.output.1) }
        }.max() ?? 0
    }

    /// `SCAN table`, with or without an index, reads on; `SEARCH table` goes to what it looks for.
    static func visitsOfSQLite(_ lines: [String]) -> [Visit] {
        lines.compactMap { line in
            if line.contains("CONSTANT ROW") { return nil }
            guard let match = line.firstMatch(of: /\b(SCAN|SEARCH) (\w+)/) else { return nil }
            return Visit(table: String(match.output.2), isWhole: match.output.1 == "SCAN")
        }
    }

    /// A scan of an index that has a condition for it, in one of the following lines, goes to what it looks for.
    static func visitsOfPostgreSQL(_ lines: [String]) -> [Visit] {
        let scan = /(Seq|Index|Index Only|Bitmap Heap) Scan(?: Backward)?(?: using \w+)? on (\w+)/
        return lines.indices.compactMap { index in
            guard let match = lines[index].firstMatch(of: scan), !lines[index].contains("Bitmap Index Scan") else {
                return nil
            }
            let details = lines[(index + 1)...].prefix { !$0.contains("->") }
            let goesTo = match.output.1.hasPrefix("Index") && details.contains { $0.contains("Index Cond:") }
            return Visit(
                table: String(match.output.2), isWhole: !goesTo && match.output.1 != "Bitmap Heap")
        }
    }
}

extension Plan: CustomStringConvertible {
    var description: String { "\(use): \(statement)\n" + lines.map { "    " + $0 }.joined(separator: "\n") }
}
