import Testing

@Suite("The reader of sources")
struct SwiftTextTests {
    @Test("comments and the inside of literals are not code")
    func code() {
        let text = SwiftText(
            """
            let a = "x // y" // try! z
            /* as! /* nested */ b */ let c = "d\\(e("f"))g" + "" + #"h"\\i"#
            let j = 1
            """)
        #expect(
            text.codeLines.map { $0.split(separator: " ").joined(separator: " ") } == [
                "let a = \" \"", "let c = \" (e(\" \")) \" + \"\" + #\" \"#", "let j = 1",
            ])
    }

    @Test("regular expressions are not code, divisions are")
    func regularExpressions() {
        let text = SwiftText("let a = /b\\/\"c!/\nlet d = e / f / g\nh(/[\"]/, i/2)\n    / j")
        #expect(text.codeLines.map { $0.replacing(" ", with: "") } == ["leta=//", "letd=e/f/g", "h(//,i/2)", "/j"])
    }

    @Test("literals are found with their lines, also long ones and inside interpolations")
    func literals() {
        let text = SwiftText(
            "let a = \"b\"\nlet c = \"\"\"\n    SELECT \\(d(\"e\"))\n    WHERE\n    \"\"\"\nlet f = \"g\"")
        let found = text.literals.map { "\($0.line) " + $0.text.split(separator: " ").joined(separator: " ") }
        #expect(found.filter { !$0.hasSuffix(" ") } == ["1 b", "3 SELECT", "3 e", "4 WHERE", "6 g"])
    }

    @Test("a function is measured from its first word to its closing brace")
    func functions() {
        let text = SwiftText(
            """
            protocol P {
                func none() -> Int
                init()
            }
            struct S: P {
                func one() -> Int { 1 }
                func four(
                    closure: () -> Void = {}
                ) where A: B {
                }
                init() {
                    self.init(
                    )
                }
            }
            """)
        #expect(text.functions.map(\.line) == [6, 7, 11])
        #expect(text.functions.map(\.length) == [1, 4, 4])
    }
}
