import Foundation

/// What Peers/mail_report.py found in one mail.
struct MailReport: Decodable {
    struct Address: Decodable, Equatable {
        let name: String
        let address: String
    }

    struct Part: Decodable {
        let type: String
        let method: String?
        let charset: String?
        let encoding: String
        let disposition: String?
        let filename: String?
        let text: String
        let calendar: CalendarReport?
    }

    struct CalendarReport: Decodable {
        struct Component: Decodable {
            let name: String
        }
        let method: String?
        let components: [Component]
    }

    struct Conversation: Decodable {
        let helo: String
        let tls: Bool
        let login: String?
        let mailFrom: String
        let mailOptions: [String]
        let rcptTos: [String]
    }

    let raw: Data
    let headers: [[String]]
    let subject: String
    let from: [Address]
    let to: [Address]
    let replyTo: [Address]
    let messageId: String
    let date: String?
    let type: String
    let parts: [Part]
    let defects: [String]
    let smtp: Conversation?

    var headerNames: [String] { headers.compactMap(\.first) }

    static func read(_ json: Data) throws -> MailReport {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(MailReport.self, from: json)
    }

    /// Lets Python read these mails, all in one process.
    static func of(_ mails: [Data]) throws -> [MailReport] {
        let folder = try TemporaryFolder()
        let files = try mails.enumerated().map { number, mail in
            let file = folder.url.appending(path: "\(number).eml")
            try mail.write(to: file)
            return file.path
        }
        let output = try PythonPeer("mail_report.py", files).outputToEnd()
        return try output.split(separator: UInt8(ascii: "\n")).map { try read(Data($0)) }
    }
}

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "informat-wire-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
