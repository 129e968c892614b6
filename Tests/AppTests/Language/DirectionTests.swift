import App
import Foundation
import Testing

@Suite("Languages that are read from right to left")
struct DirectionTests {
    @Test("a language's file says so, and others need not")
    func catalogues() throws {
        #expect(try Catalogue(yaml: "language: {direction: rtl}").direction == "rtl")
        #expect(try Catalogue(yaml: "language: {name: x}").direction == nil)
        for catalogue in Catalogue.all.values {
            #expect(["ltr", "rtl"].contains(catalogue.sentence("language.direction")), "\(catalogue.language)")
        }
    }

    @Test("pages say it to the browser")
    func frame() throws {
        let templates = try Templates()
        for template in ["pages/notice", "pages/service", "pages/embed"] {
            func html(_ frame: [String: String]) -> String {
                templates.render(template, ["language": "ar", "title": "x", "frame": frame])
            }
            #expect(html(["direction": "rtl"]).contains("<html lang=\"ar\" dir=\"rtl\">"), "\(template)")
            #expect(html([:]).contains("<html lang=\"ar\">"), "\(template)")
        }
    }

    @Test("no rule of the style sheet names a side, but where lines begin and end")
    func sides() throws {
        let folder = ProjectFolder.path("Sources/Embedded/pages/style")
        let side = /[\s{;-](?:left|right)\s*[:;]/
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            let found = text.split(separator: "\n").filter { $0.contains(side) }
            #expect(found.isEmpty, "\(file): \(found)")
        }
    }
}
