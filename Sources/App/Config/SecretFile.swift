import Foundation

/// A secret that is made where its setting is absent: 32 random bytes, kept in the data folder for its owner only.
struct SecretFile: Sendable {
    /// The longest file that is read; a secret of our own has 44 bytes.
    private static let mostBytes = 4_096

    /// The setting that would take its place.
    let setting: String
    private let file: String
    /// What whoever has read it can do, and what ends where another one is made.
    private let power: String
    private let loss: String

    static let tokens = SecretFile(
        setting: "JWT_SECRET", file: "jwt-secret", power: "sign in as anybody", loss: "everybody signs in anew")
    static let links = SecretFile(
        setting: "LINK_SECRET", file: "link-secret", power: "make links to anybody's receipts and passwords",
        loss: "links that were sent lead nowhere")

    func name(in folder: String) -> String { "\(folder)/\(file)" }

    /// The stored secret, or a new one written with mode 0600. Throws `SettingError` for one that others may read, that
    /// is too short or that cannot be read.
    func secret(in folder: String, random: @Sendable (Int) -> [UInt8]) throws -> String {
        let path = name(in: folder)
        if let stored = try stored(path) { return stored }
        let secret = Data(random(32)).base64EncodedString()
        do {
            try PrivateFile.write(Data(secret.utf8), to: path, replacing: false, durably: true)
        } catch let failure as PrivateFile.Failure {
            // Another server in this folder was first.
            if failure.exists, let stored = try stored(path) { return stored }
            throw complaint("The file \(failure); set \(setting) instead.")
        }
        return secret
    }

    /// The stored secret, nil where none was made yet. Throws as `secret`.
    func stored(in folder: String) throws -> String? { try stored(name(in: folder)) }

    private func stored(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw complaint("The file \(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw complaint("\(path) is no file; move it away, and a new secret is made.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw complaint(
                """
                Others may read the file \(path), and whoever has read it can \(power): chmod 600 \(path), or remove \
                it, if somebody may have, and \(loss).
                """)
        }
        var bytes = [UInt8](repeating: 0, count: Self.mostBytes + 1)
        let length = read(descriptor, &bytes, bytes.count)
        guard length >= 0, length <= Self.mostBytes, let text = String(validating: bytes[..<length], as: UTF8.self)
        else {
            throw complaint("The file \(path) holds no secret; remove it to make a new one.")
        }
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard secret.utf8.count >= 32 else {
            throw complaint("The file \(path) is shorter than 32 bytes; remove it to make a new one.")
        }
        return secret
    }

    private func complaint(_ sentence: String) -> SettingError { SettingError(setting, sentence) }
}
