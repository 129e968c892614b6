import Foundation

/// The secret that is made where `JWT_SECRET` is not set: 32 random bytes, kept in the data folder for its owner only.
enum SecretFile {
    static func name(in folder: String) -> String { folder + "/jwt-secret" }

    /// The kept secret, or a new one written with mode 0600.
    static func secret(in folder: String, random: @Sendable (Int) -> [UInt8]) throws -> String {
        let path = name(in: folder)
        if let kept = FileManager.default.contents(atPath: path) {
            let secret = String(decoding: kept, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard secret.utf8.count >= 32 else {
                throw SettingError(
                    "JWT_SECRET", "The file \(path) is shorter than 32 bytes; remove it to make a new one.")
            }
            return secret
        }
        let secret = Data(random(32)).base64EncodedString()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        // Written under another name first: a crash leaves either no secret or the whole one.
        let draft = path + ".new"
        guard FileManager.default.createFile(atPath: draft, contents: Data(secret.utf8), attributes: attributes) else {
            throw SettingError("JWT_SECRET", "The file \(path) cannot be written; set JWT_SECRET instead.")
        }
        try FileManager.default.moveItem(atPath: draft, toPath: path)
        return secret
    }
}
