import Foundation

/// What apt says of a package from its lists on this machine; it asks nobody.
package struct DebianOffer: Sendable, Equatable {
    package let installed: String
    package let candidate: String

    package static let apt = "/usr/bin/apt-cache"
    /// apt takes a tenth of a second, and some seconds on a machine that is busy.
    package static let patienceSeconds = 5.0

    /// Waits for apt. Nil where there is none, or where it does not know.
    package static func tzdata(by apt: String = apt, patienceSeconds: Double = patienceSeconds) -> DebianOffer? {
        guard FileManager.default.isExecutableFile(atPath: apt) else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: apt)
        process.arguments = ["policy", "tzdata"]
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        guard (try? process.run()) != nil else { return nil }  // try? is fine: it has not said anything then
        guard ended.wait(timeout: .now() + patienceSeconds) == .success, process.terminationStatus == 0 else {
            // Nothing that hangs may stay behind.
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            return nil
        }
        let policy = try? output.fileHandleForReading.readToEnd()  // try? is fine: as above
        return policy.flatMap { DebianOffer(policy: $0) }
    }

    /// Reads the answer of `apt-cache policy` for one package.
    package init?(policy: Data) {
        func version(_ name: String) -> String? {
            let line = String(decoding: policy, as: UTF8.self).split(separator: "\n").first {
                $0.drop { $0 == " " }.hasPrefix(name + ": ")
            }
            let version = line?.split(separator: " ").last.map(String.init)
            return version == "(none)" ? nil : version
        }
        guard let installed = version("Installed"), let candidate = version("Candidate") else { return nil }
        self.init(installed: installed, candidate: candidate)
    }

    package init(installed: String, candidate: String) {
        self.installed = installed
        self.candidate = candidate
    }
}
