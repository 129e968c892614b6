import Foundation
import Storage

extension Doctor {
    /// Everything, on the database of the settings, which is opened for it.
    package func findings() async -> [Finding] { await findings(with: await database()) }

    private func database() async -> [Finding] {
        if let path = settings.database.path, !FileManager.default.fileExists(atPath: path) {
            return [Self.database(.advice, .databaseMissing, ["path": path])]
        }
        do {
            let database = try App.openDatabase(settings, now: World.clock)
            let findings = try await look(into: database)
            try await database.close()
            return findings
        } catch {
            return [Self.database(.wrong, .cause, ["cause": "\(error)"])]
        }
    }
}
