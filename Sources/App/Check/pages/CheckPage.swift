import Domain
import Foundation

/// What is right and wrong with settings and surroundings, line by line.
struct CheckPage: Page {
    static let template = "pages/check"
    static let place: DeskPlace? = .check
    let title: String
    let line: String
    let again: String
    let summary: Summary
    let groups: [Group]

    /// A class of the style sheet, its sign, and how many things are to be done.
    struct Summary: PageValues {
        let tone: String
        let sign: String
        let words: String
        let rest: String
    }

    struct Group: PageValues {
        let id: String
        let heading: String
        let findings: [Line]
    }

    struct Line: PageValues {
        let tone: String
        /// The path of its sign, in 24 units, and its word for those who hear the page.
        let sign: String
        let grade: String
        let subject: String
        let sentence: String
        /// Lines for informat.env.
        let copy: CopyBox?
    }
}

extension CheckPage {
    init(_ look: SettingsCheck.Look, for reader: User, _ catalogue: Catalogue) throws {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.check.\(key)", gaps)
        }
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        let (wrong, advice) = (look.count(.wrong), look.count(.advice))
        title = say("title")
        line = say("line", ["version": Version.version, "time": dates.deadline(look.at)])
        again = say("again")
        let tone: Notice.Tone = wrong > 0 ? .bad : advice > 0 ? .warn : .good
        summary = Summary(
            tone: tone.rawValue, sign: tone.sign,
            words: wrong > 0
                ? say("wrong", ["count": String(wrong)])
                : advice > 0 ? say("advice", ["count": String(advice)]) : say("fine"),
            rest: say("rest", ["count": String(look.count(.ok))]))
        let toDo = look.findings.filter { $0.grade == .wrong } + look.findings.filter { $0.grade == .advice }
        groups = [
            (id: "to-do", heading: say("to_do"), findings: toDo),
            (id: "fine", heading: say("all_fine"), findings: look.findings.filter { $0.grade == .ok }),
        ].filter { !$0.findings.isEmpty }.map { group in
            Group(id: group.id, heading: group.heading, findings: group.findings.map { Line($0, catalogue) })
        }
    }
}

extension CheckPage.Line {
    init(_ finding: Doctor.Finding, _ catalogue: Catalogue) {
        let found: Notice.Tone =
            switch finding.grade {
            case .ok: .good
            case .advice: .warn
            case .wrong: .bad
            }
        (tone, sign) = (found.rawValue, found.sign)
        grade = catalogue.sentence("page.check.grade.\(finding.grade.rawValue)")
        let called = "page.check.subject.\(finding.subject)"
        subject = catalogue.has(called) ? catalogue.sentence(called) : finding.subject
        sentence = finding.sentence(in: catalogue)
        let lines = finding.lines
        copy =
            lines.isEmpty
            ? nil
            : CopyBox(lines.joined(separator: "\n"), hint: catalogue.sentence("page.check.copy"), catalogue)
    }
}

extension SettingsCheck.Look {
    fileprivate func count(_ grade: Doctor.Finding.Grade) -> Int { findings.count { $0.grade == grade } }
}
