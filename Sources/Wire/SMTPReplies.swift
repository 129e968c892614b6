import Foundation

/// What the server said to one command or mail (RFC 5321, section 4.2), and what it offers.
final class SMTPReplies {
    struct Reply {
        let code: Int
        var text: String
    }

    /// A server that talks without end is not remembered without end.
    private static let limit = 200
    private static let textLimit = 500

    private var replies: [Reply] = []
    private var isInReply = false
    private var isAnswerToEHLO = false
    /// The first words of the answer to the last EHLO, upper case: `STARTTLS`, `AUTH`, `SMTPUTF8`.
    private(set) var extensions: Set<String> = []

    /// The last reply but the one to QUIT (221), which libcurl also says after a failure.
    var last: Reply? { replies.last { $0.code != 221 } }

    /// Forgets what was said to the command or mail before.
    func begin() {
        replies = []
        isInReply = false
        isAnswerToEHLO = false
    }

    func contains(code: Int) -> Bool { replies.contains { $0.code == code } }

    /// Takes one line as libcurl hands it over: `250-SIZE 33554432`, and `250 HELP` as the last one of a reply.
    func take(line bytes: UnsafeRawBufferPointer) {
        let line = HeaderText.oneLine(String(decoding: bytes, as: UTF8.self))
        // By scalars: to find characters in what is ASCII nearly always takes many times as long.
        let scalars = line.unicodeScalars
        guard let code = Int(Substring(scalars.prefix(3))), (100...999).contains(code), replies.count < Self.limit
        else { return }
        let text = String(scalars.dropFirst(4).prefix(Self.textLimit))
        if isInReply, let last = replies.indices.last {
            if isAnswerToEHLO { extensions.insert(text.prefix { $0 != " " && $0 != "=" }.uppercased()) }
            if replies[last].text.utf8.count < Self.textLimit { replies[last].text += " " + text }
        } else {
            // EHLO follows the greeting and the answer to STARTTLS, both of which are 220.
            isAnswerToEHLO = code == 250 && replies.last?.code == 220
            if isAnswerToEHLO { extensions = [] }
            replies.append(Reply(code: code, text: text))
        }
        isInReply = scalars.dropFirst(3).first == "-"
    }
}
