import Storage

/// What PostgreSQL makes in one go more cheaply than row by row, in the transaction of the copy: its own catalogue says
/// what is taken away, and what is put back is word for word the same.
extension Transaction {
    /// Takes away every index of the tables that is no primary key's, unique constraints, and foreign keys. The texts
    /// wait in a setting of the transaction, because not everybody may make temporary tables. What others keep beside
    /// the practice is left alone: it may belong to somebody else.
    func setIndexesAside(of tables: [CopyTable]) throws {
        let names = tables.map { "\($0.name)" }.joined(separator: " ")
        _ = try row("SELECT set_config('informat.copied', \(names), true)") { try $0.text(0) }
        try run(
            """
            DO $$
            DECLARE
                found RECORD;
                statements TEXT[] := ARRAY[]::TEXT[];
            BEGIN
                FOR found IN
                    SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', CAST(c.conrelid AS regclass), c.conname,
                            pg_get_constraintdef(c.oid)) AS making,
                        format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(c.conrelid AS regclass), c.conname) AS ending
                    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                    WHERE c.contype IN ('f', 'u') AND t.relnamespace = CAST(current_schema() AS regnamespace)
                        AND t.relname = ANY (string_to_array(current_setting('informat.copied'), ' '))
                    ORDER BY c.contype, c.oid
                LOOP
                    EXECUTE found.ending;
                    statements := statements || found.making;
                END LOOP;
                FOR found IN
                    SELECT pg_get_indexdef(i.indexrelid) AS making,
                        format('DROP INDEX %s', CAST(i.indexrelid AS regclass)) AS ending
                    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
                    WHERE NOT i.indisprimary AND t.relnamespace = CAST(current_schema() AS regnamespace)
                        AND t.relname = ANY (string_to_array(current_setting('informat.copied'), ' '))
                LOOP
                    EXECUTE found.ending;
                    statements := statements || found.making;
                END LOOP;
                PERFORM set_config('informat.aside', CAST(array_to_json(statements) AS TEXT), true);
            END $$
            """)
    }

    /// Puts back what was set aside. What was taken first comes last: a foreign key needs what it leads to.
    func putIndexesBack() throws {
        try run(
            """
            DO $$
            DECLARE
                making TEXT;
            BEGIN
                FOR making IN
                    SELECT value FROM json_array_elements_text(CAST(current_setting('informat.aside') AS JSON))
                        WITH ORDINALITY AS aside (value, place)
                    ORDER BY place DESC
                LOOP
                    EXECUTE making;
                END LOOP;
            END $$
            """)
    }
}
