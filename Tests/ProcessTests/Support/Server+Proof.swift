import Foundation

extension Server {
    /// Proves a client's address by the link in a mail that the server keeps as a file.
    func prove(_ email: String) async throws {
        try await eventually("the mail to \(email) is written") { self.proofToken(email) != nil }
        let answer = try await visitor.post("/api/auth/verify-email", ["token": proofToken(email) ?? ""])
        guard answer.status == 204 else { throw Failure("\(answer)") }
    }

    private func proofToken(_ email: String) -> String? {
        let mails = folder.path("data/mails")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: mails)) ?? []
        return files.filter { $0.contains(email) && $0.hasSuffix(".eml") }.lazy.compactMap { file -> String? in
            let bytes = FileManager.default.contents(atPath: "\(mails)/\(file)") ?? Data()
            // Quoted-printable (RFC 2045, 6.7), as far as a link needs it.
            let text = String(decoding: bytes, as: UTF8.self).replacing("=\r\n", with: "").replacing("=3D", with: "=")
            return text.firstMatch(of: /verify-email\?token=([A-Za-z0-9._-]+)/).map { String($0.output.1) }
        }.first
    }
}
