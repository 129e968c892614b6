import Foundation
import Testing

/// The sources of the project as text. The house rules read them; they never build or run them.
enum House {
    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(under: "Sources")
    static let tests = swiftFiles(under: "Tests")

    /// The Swift files under Sources/App.
    static var app: [SourceFile] { sources.filter { $0.path.hasPrefix("Sources/App/") } }

    /// Every text file that belongs to the project, the documentation and scripts included.
    static let texts = paths(under: "").compactMap(SourceFile.init(path:))

    /// The paths of all files under a folder, relative to the root; none where the folder does not exist.
    static func paths(under folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return names.sorted().flatMap { name -> [String] in
            let path = folder.isEmpty ? name : folder + "/" + name
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
            guard exists && isFolder.boolValue else { return [path] }
            return isForeign(name, in: folder) ? [] : paths(under: path)
        }
    }

    /// What a build, a run or a package manager leaves behind.
    private static func isForeign(_ folder: String, in parent: String) -> Bool {
        if ["node_modules", "__pycache__"].contains(folder) { return true }
        if parent.isEmpty && folder == "data" { return true }
        return folder.hasPrefix(".") && ![".ci", ".github"].contains(folder)
    }

    private static func swiftFiles(under folder: String) -> [SourceFile] {
        paths(under: folder).filter { $0.hasSuffix(".swift") }.compactMap(SourceFile.init(path:))
    }
}

/// A text file of the project, or a made-up one that shows that a rule can fail.
struct SourceFile: Sendable {
    /// Relative to the root.
    let path: String
    let text: String

    private static let maximumBytes = 2_000_000

    /// Nothing where the file is no text.
    init?(path: String) {
        guard let data = try? Data(contentsOf: House.root.appending(path: path)), data.count <= Self.maximumBytes,
            let text = String(data: data, encoding: .utf8)
        else { return nil }
        self.init(path: path, text: text)
    }

    init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// `BookingTable.swift`
    var name: String { String(path.split(separator: "/").last ?? "") }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}

/// Passes where nothing breaks the rule; else lists what does, one a line.
func expectNone(_ violations: [String], _ rule: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let list = violations.map { "\n    " + $0 }.joined()
    #expect(violations.isEmpty, "\(rule):\(list)", sourceLocation: sourceLocation)
}
