import Foundation
import Storage
import Synchronization

/// Plans of every statement that was executed through its door, each text once. A class with a lock, because
/// the engine's threads write into it.
final class PlanBook: Sendable {
    private let state = Mutex((use: "", plans: [String: Plan]()))

    /// Those of the uses so far, in the order of their statements.
    var plans: [Plan] { state.withLock { $0.plans.values.sorted { $0.statement < $1.statement } } }

    /// What follows is executed for this use.
    func begin(_ use: String) { state.withLock { $0.use = use } }

    fileprivate func note(_ sql: SQL, in tx: any Transaction) throws {
        let statement = sql.statement
        guard state.withLock({ $0.plans[statement] == nil }) else { return }
        let lines =
            switch Engine.chosen {
            case .sqlite: try tx.rows("EXPLAIN QUERY PLAN \(sql)") { try $0.text(3) }
            case .postgresql: try tx.rows("EXPLAIN \(sql)") { try $0.text(0) }
            }
        state.withLock { $0.plans[statement] = Plan(use: $0.use, statement: statement, lines: lines) }
    }
}

extension PlanBook {
    /// PostgreSQL plans a statement that it keeps anew for each execution's values, until it finds that a plan for any
    /// values would not be dearer: adds those plans. They are known to the connection alone, so there must be one.
    func noteKeptPlans(in database: any Database) async throws {
        guard Engine.chosen == .postgresql else { return }
        let lines = try await database.write(.readCommitted) { tx in
            try tx.run("SET LOCAL plan_cache_mode = force_generic_plan")
            try tx.run(Self.keptPlans)
            return try tx.rows("SELECT statement, line FROM pg_temp.kept_plans()") { (try $0.text(0), try $0.text(1)) }
        }
        for (statement, lines) in Dictionary(grouping: lines, by: \.0) {
            let statement = statement.replacing(/\$\d+/, with: "?").inOneLine
            state.withLock { state in
                // Others are those of migrations and of this test.
                guard let first = state.plans[statement] else { return }
                let plan = Plan(use: first.use + ", for any values", statement: statement, lines: lines.map(\.1))
                state.plans["for any values: " + statement] = plan
            }
        }
    }

    /// A name cannot be bound: the server itself puts the statements together.
    private static let keptPlans: SQL = """
        CREATE FUNCTION pg_temp.kept_plans() RETURNS TABLE (statement TEXT, line TEXT) LANGUAGE plpgsql AS $$
        DECLARE
            kept RECORD;
            nulls TEXT;
        BEGIN
            FOR kept IN SELECT p.name, p.statement, COALESCE(array_length(p.parameter_types, 1), 0) AS count
                FROM pg_prepared_statements p
                WHERE p.generic_plans > 0 AND p.statement ~ '^(SELECT|INSERT|UPDATE|DELETE)'
            LOOP
                statement := kept.statement;
                nulls := CASE kept.count WHEN 0 THEN '' ELSE '(NULL' || repeat(', NULL', kept.count - 1) || ')' END;
                BEGIN
                    FOR line IN EXECUTE format('EXPLAIN EXECUTE %I', kept.name) || nulls
                    LOOP
                        RETURN NEXT;
                    END LOOP;
                EXCEPTION WHEN undefined_table OR undefined_column THEN
                    NULL; -- A migration's, and later ones have changed the table since.
                END;
            END LOOP;
        END $$
        """
}

extension PlanBook {
    /// A door to the database where the plan of each statement is asked for before it is executed, with the values
    /// that are bound.
    func door(to database: any Database) -> WrappedDatabase {
        WrappedDatabase(database, transaction: { WatchedTransaction(tx: $0) { try self.note($0, in: $1) } })
    }
}
