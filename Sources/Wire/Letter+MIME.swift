import Foundation

extension Letter {
    /// The whole message as it is sent and as it stands in an .eml file: RFC 5322 and MIME, CRLF, no line over 998
    /// bytes.
    ///
    /// The same letter gives the same bytes. They are ASCII, unless an address has a non-ASCII local part (RFC 6532).
    /// Throws `LetterError` for an address, Message-ID or method that could break out of its header.
    package func mime() throws -> Data {
        var lines = try headerLines()
        let alternative = try alternativePart()
        guard let invitation else {
            return Data((lines + alternative).joined(separator: "\r\n").utf8)
        }
        let boundary = boundary("mixed")
        lines += ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", ""]
        lines += ["--" + boundary] + alternative
        lines += ["--" + boundary] + attachmentPart(invitation.ics)
        lines += ["--\(boundary)--", ""]
        return Data(lines.joined(separator: "\r\n").utf8)
    }

    private func headerLines() throws -> [String] {
        guard MailAddress.isMessageID(messageID) else {
            throw LetterError("“\(HeaderText.oneLine(messageID))” is not a Message-ID.")
        }
        var lines = [
            "Date: " + HeaderText.date(date),
            "From: " + (try HeaderText.mailbox(from)),
            "To: " + (try HeaderText.mailbox(to)),
        ]
        if let replyTo { lines.append("Reply-To: " + (try HeaderText.mailbox(replyTo))) }
        lines += [
            "Subject: " + HeaderText.unstructured(subject),
            "Message-ID: " + messageID,
            // RFC 3834, section 5: holiday responders stay silent.
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        return lines
    }

    /// The same content three times, the best last (RFC 2046, section 5.1.4): plain, HTML and, for mail programs that
    /// answer invitations, the calendar object.
    private func alternativePart() throws -> [String] {
        let boundary = boundary("alternative")
        var lines = ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        for (type, body) in [("text/plain", text), ("text/html", html)] {
            lines += [
                "--" + boundary,
                "Content-Type: \(type); charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                BodyText.quotedPrintable(body),
            ]
        }
        if let invitation {
            lines += [
                "--" + boundary,
                "Content-Type: text/calendar; charset=utf-8; method=\(try Self.checked(method: invitation.method))",
                "Content-Transfer-Encoding: base64",
                "",
                BodyText.base64(invitation.ics),
            ]
        }
        return lines + ["--\(boundary)--", ""]
    }

    /// The same calendar object as a file, for mail programs that only open attachments.
    private func attachmentPart(_ ics: String) -> [String] {
        [
            "Content-Type: application/ics; name=\"invite.ics\"",
            "Content-Disposition: attachment; filename=\"invite.ics\"",
            "Content-Transfer-Encoding: base64",
            "",
            BodyText.base64(ics),
        ]
    }

    /// RFC 5545, section 3.7.2: an iana-token.
    private static func checked(method: String) throws -> String {
        let isToken = method.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
        guard isToken, (1...32).contains(method.utf8.count) else {
            throw LetterError("“\(HeaderText.oneLine(method))” is not a calendar method.")
        }
        return method
    }

    /// `=_` cannot occur in quoted-printable or base64, so no body can end its own part. The hash (FNV-1a of the
    /// Message-ID) keeps a mail that quotes another mail apart from it.
    private func boundary(_ kind: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in messageID.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "=_\(kind)_" + String(hash, radix: 16)
    }
}
