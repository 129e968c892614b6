import Foundation

extension Letter {
    /// The whole message as it is sent and as it stands in an .eml file: RFC 5322 and MIME, CRLF, no line over 998
    /// bytes.
    ///
    /// The same letter gives the same bytes. They are ASCII, unless an address has a non-ASCII local part (RFC 6532).
    /// Throws `LetterError` for an address, Message-ID or method that could break out of its header.
    package func mime() throws -> Data {
        var lines = MessageLines()
        lines.reserve(2_048 + 2 * (text.utf8.count + html.utf8.count) + 3 * (invitation?.ics.utf8.count ?? 0))
        try addHeader(to: &lines)
        guard let invitation else {
            try addAlternative(nil, to: &lines)
            return Data(lines.bytes)
        }
        let calendar = BodyText.base64(invitation.ics)
        let boundary = boundary("mixed")
        lines.add("Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--" + boundary)
        try addAlternative(calendar, to: &lines)
        lines.add("", "--" + boundary)
        // The same calendar object as a file, for mail programs that only open attachments.
        lines.add(
            "Content-Type: application/ics; name=\"invite.ics\"",
            "Content-Disposition: attachment; filename=\"invite.ics\"", "Content-Transfer-Encoding: base64", "")
        lines.add(body: calendar)
        lines.add("--\(boundary)--")
        return Data(lines.bytes)
    }

    private func addHeader(to lines: inout MessageLines) throws {
        guard MailAddress.isMessageID(messageID) else {
            throw LetterError("“\(HeaderText.oneLine(messageID))” is not a Message-ID.")
        }
        lines.add(
            "Date: " + HeaderText.date(date), "From: " + (try HeaderText.mailbox(from)),
            "To: " + (try HeaderText.mailbox(to)))
        if let replyTo { lines.add("Reply-To: " + (try HeaderText.mailbox(replyTo))) }
        lines.add("Subject: " + HeaderText.unstructured(subject), "Message-ID: " + messageID)
        // RFC 3834, section 5: holiday responders stay silent.
        lines.add("Auto-Submitted: auto-generated", "MIME-Version: 1.0")
    }

    /// The same content three times, the best last (RFC 2046, section 5.1.4): plain, HTML and, for mail programs that
    /// answer invitations, the calendar object, which is in base64 already.
    private func addAlternative(_ calendar: [UInt8]?, to lines: inout MessageLines) throws {
        let boundary = boundary("alternative")
        lines.add("Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "")
        for (type, body) in [("text/plain", text), ("text/html", html)] {
            lines.add(
                "--" + boundary, "Content-Type: \(type); charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable", "")
            lines.add(body: BodyText.quotedPrintable(body))
        }
        if let calendar, let invitation {
            lines.add(
                "--" + boundary,
                "Content-Type: text/calendar; charset=utf-8; method=\(try Self.checked(method: invitation.method))",
                "Content-Transfer-Encoding: base64", "")
            lines.add(body: calendar)
        }
        lines.add("--\(boundary)--")
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

/// A message that is being written, line by line.
private struct MessageLines {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func add(_ lines: String...) {
        for line in lines {
            bytes += line.utf8
            bytes += [13, 10]
        }
    }

    mutating func add(body: [UInt8]) {
        bytes += body
        bytes += [13, 10]
    }
}
