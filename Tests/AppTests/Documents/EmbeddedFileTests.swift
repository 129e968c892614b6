import App
import Foundation
import Testing

@Suite("Files that travel inside the program")
struct EmbeddedFileTests {
    @Test("every file of the folder is compiled in, byte for byte, and nothing else")
    func folder() throws {
        let folder = ProjectFolder.path("Sources/Embedded")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            return !isFolder.boolValue && path != "embedded.c" && !path.hasPrefix("include/")
        }
        #expect(paths.count > 5)
        #expect(EmbeddedFile.names.sorted() == paths.sorted())
        for path in paths {
            let file = try Data(contentsOf: URL(filePath: folder + "/" + path))
            #expect(Data(EmbeddedFile.bytes(path)) == file, "\(path)")
        }
    }
}
