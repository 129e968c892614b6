import Domain
import Foundation

/// The form of a page that carries a file (`multipart/form-data`, RFC 7578): some short texts, and one file at most. It
/// is judged by bytes, within bounds, before anything of it is a text.
package struct MultipartForm: Sendable {
    /// Bytes of all that is no file.
    package static let mostOtherBytes = 8_192
    private static let (mostParts, mostHeadBytes, mostTextBytes) = (8, 1_000, 1_000)

    package private(set) var texts: [String: String] = [:]
    /// What was chosen; empty where nothing was.
    package private(set) var file: (name: String, bytes: [UInt8])?

    /// `type` is the header `Content-Type`. Throws `unsupported_media_type` for another type, `bad_request` for what is
    /// no such form.
    package init(_ bytes: [UInt8], type: String) throws {
        guard let boundary = Self.boundary(type) else { throw Problem(.unsupportedMediaType) }
        let (body, line) = (Data(bytes), Data("\r\n--\(boundary)".utf8))
        guard body.starts(with: line.dropFirst(2)) else { throw Problem(.badRequest) }
        var place = line.count - 2
        for _ in 0..<Self.mostParts {
            if body[place...].starts(with: Data("--".utf8)) { return }
            guard body[place...].starts(with: Data("\r\n".utf8)), let end = body.range(of: line, in: place..<body.count)
            else { throw Problem(.badRequest) }
            try take(body[place..<end.lowerBound])
            place = end.upperBound
        }
        throw Problem(.badRequest)
    }

    /// A part with its head, which begins with the end of the line before it.
    private mutating func take(_ part: Data) throws {
        let blank = Data("\r\n\r\n".utf8)
        let most = min(part.startIndex + Self.mostHeadBytes, part.endIndex)
        guard let end = part.range(of: blank, in: part.startIndex..<most),
            let head = String(validating: part[..<end.lowerBound], as: UTF8.self), let name = Self.name(in: head)
        else { throw Problem(.badRequest) }
        let content = part[end.upperBound...]
        if head.contains("; filename") {
            guard file == nil else { throw Problem(.badRequest) }
            file = (name, Array(content))
        } else {
            guard content.count <= Self.mostTextBytes, texts[name] == nil,
                let text = String(validating: content, as: UTF8.self)
            else { throw Problem(.badRequest) }
            texts[name] = text
        }
    }

    /// Of 1 to 70 signs, none of which needs a closer look (RFC 2046, 5.1.1).
    private static func boundary(_ type: String) -> String? {
        guard let found = type.wholeMatch(of: /multipart\/form-data; ?boundary="?([0-9A-Za-z'()+_,.\/:=?\-]{1,70})"?/)
        else { return nil }
        return String(found.output.1)
    }

    /// By which the page calls the field; ours are short and plain.
    private static func name(in head: String) -> String? {
        let line = /content-disposition: form-data; name="([a-z_]{1,40})"/.ignoresCase()
        return head.firstMatch(of: line).map { String($0.output.1) }
    }
}
